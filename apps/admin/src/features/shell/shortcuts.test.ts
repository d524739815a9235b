import { describe, expect, it } from 'vitest';
import { shortcutFor } from '#features/shell/shortcuts.ts';

const press = (
  key: string,
  modifiers: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {},
) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers });

describe('shortcuts', () => {
  it('opens the palette with either modifier', () => {
    expect(shortcutFor(press('k', { metaKey: true }), null)).toEqual({ id: 'palette' });
    expect(shortcutFor(press('K', { ctrlKey: true }), null)).toEqual({ id: 'palette' });
  });

  it('waits for the second key of a sequence and then knows it', () => {
    expect(shortcutFor(press('g'), null)).toEqual({ prefix: 'g' });
    expect(shortcutFor(press('a'), 'g')).toEqual({ id: 'goAudit' });
    expect(shortcutFor(press('q'), 'g')).toBeNull();
  });

  it('leaves the browser its own keys', () => {
    expect(shortcutFor(press('n', { ctrlKey: true }), null)).toBeNull();
    expect(shortcutFor(press('Enter'), null)).toBeNull();
    expect(shortcutFor(press('m', { metaKey: true }), 'g')).toBeNull();
  });
});
