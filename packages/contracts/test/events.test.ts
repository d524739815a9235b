import { describe, expect, it } from 'vitest';
import {
  DOMAINS,
  EVENTS,
  EVENT_NAMES,
  SUMMARY_SLOTS,
  eventDefinition,
  isEventName,
  summaryParts,
} from '../src/events.ts';

describe('the event catalogue', () => {
  it.each(EVENT_NAMES)('%s is named noun.verb_past and has a domain and a summary', (name) => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
    const { domain, summary } = EVENTS[name];
    expect(DOMAINS).toContain(domain);
    const slots = summaryParts(summary).flatMap((part) =>
      part.kind === 'slot' ? [part.slot] : [],
    );
    for (const slot of slots) expect(SUMMARY_SLOTS).toContain(slot);
    expect(summary.replaceAll(/\{[a-z]+\}/g, '')).not.toMatch(/[{}]/);
    expect(slots).toEqual([...new Set(slots)]);
  });

  it('cuts a summary without losing a letter', () => {
    for (const name of EVENT_NAMES) {
      const { summary } = EVENTS[name];
      const joined = summaryParts(summary).map((part) =>
        part.kind === 'text' ? part.text : `{${part.slot}}`,
      );
      expect(joined.join('')).toBe(summary);
    }
    expect(summaryParts('{actor} read {secret}')).toEqual([
      { kind: 'slot', slot: 'actor' },
      { kind: 'text', text: ' read ' },
      { kind: 'text', text: '{secret}' },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'order.exploded', ''])(
    'does not know %j',
    (name) => {
      expect(isEventName(name)).toBe(false);
      expect(eventDefinition(name)).toBeNull();
    },
  );

  it('finds what it knows', () => {
    expect(eventDefinition('menu_item.priced')).toMatchObject({ domain: 'menu' });
  });
});
