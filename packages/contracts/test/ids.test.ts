import { afterEach, describe, expect, it, vi } from 'vitest';
import { PLATFORM_ORG_ID, ZId, newId } from '../src/ids.ts';

afterEach(() => vi.useRealTimers());

const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('ids', () => {
  it('are UUIDs of version 7 that carry the time they were made', () => {
    const before = Date.now();
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ZId.parse(id)).toBe(id);
    expect(timeOf(id)).toBeGreaterThanOrEqual(before);
    expect(timeOf(id)).toBeLessThanOrEqual(Date.now() + 100);
  });

  it('sort in the order they were made, through standstill and a clock set back', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const start = Date.now() + 10_000;
    vi.setSystemTime(start);
    const ids = Array.from({ length: 10_000 }, newId);
    vi.setSystemTime(start - 5000);
    ids.push(...Array.from({ length: 100 }, newId));
    vi.setSystemTime(start + 5000);
    ids.push(newId());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('accept the platform and refuse what is no UUID', () => {
    expect(ZId.safeParse(PLATFORM_ORG_ID).success).toBe(true);
    for (const value of ['', 'x', `${PLATFORM_ORG_ID} `, 7, null])
      expect(ZId.safeParse(value).success).toBe(false);
  });
});
