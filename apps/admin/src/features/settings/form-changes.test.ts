import { describe, expect, it } from 'vitest';
import { changesOf, collisionsOf } from '#features/settings/form-changes.ts';

const OPENED = { name: 'Вареник', phone: '1', city: 'Київ' };

describe('a form beside the record it is about', () => {
  it('sends what differs, and nothing else', () => {
    expect(changesOf(OPENED, { ...OPENED, phone: '' })).toEqual({ phone: '' });
    expect(changesOf(OPENED, { ...OPENED })).toEqual({});
  });

  it('collides where two people changed the same field to something else', () => {
    const typed = { ...OPENED, name: 'Борщ', phone: '2' };
    expect(collisionsOf(OPENED, { ...OPENED, name: 'Юшка', city: 'Львів' }, typed)).toEqual([
      'name',
    ]);
    expect(collisionsOf(OPENED, { ...OPENED, phone: '2' }, typed)).toEqual([]);
    expect(collisionsOf(OPENED, OPENED, typed)).toEqual([]);
  });
});
