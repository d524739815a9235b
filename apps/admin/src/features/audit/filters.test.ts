import { describe, expect, it } from 'vitest';
import {
  AUDIT_PARSERS,
  type AuditFilters,
  auditQuery,
  isFiltered,
  NO_FILTERS,
  recordOf,
} from '#features/audit/filters.ts';

const none: AuditFilters = { ...NO_FILTERS, location: null };
const ID = '0198c5a0-0000-7000-8000-000000000001';

describe('filters of the audit log', () => {
  it('asks for all but the reads when the address says nothing', () => {
    expect(auditQuery(none, 'Europe/Kyiv', [])).toEqual({ limit: 50, withReads: false });
    expect(isFiltered(none)).toBe(false);
  });

  it('sends every filter that is set', () => {
    const filters: AuditFilters = {
      ...none,
      location: ID,
      q: ' borsch ',
      actor: ID,
      action: 'menu_item.priced',
      domain: 'menu',
      source: 'console',
      rel: 'menu_item',
      row: ID,
      address: '203.0.113.7',
      reads: true,
      from: '2026-11-22',
    };
    expect(auditQuery(filters, 'Europe/Kyiv', [{ id: ID }])).toEqual({
      limit: 50,
      withReads: true,
      locationId: ID,
      text: 'borsch',
      actorId: ID,
      action: 'menu_item.priced',
      domain: 'menu',
      source: 'console',
      rel: 'menu_item',
      row: ID,
      address: '203.0.113.7',
      from: '2026-11-21T22:00:00.000Z',
    });
    expect(isFiltered(filters)).toBe(true);
  });

  it('drops from the address what the query would refuse', () => {
    expect(AUDIT_PARSERS.address.parse('300.1.1.1')).toBeNull();
    expect(AUDIT_PARSERS.address.parse('2001:db8::1')).toBe('2001:db8::1');
    expect(AUDIT_PARSERS.rel.parse("menu'--")).toBeNull();
    expect(AUDIT_PARSERS.action.parse('constructor')).toBeNull();
  });

  it('reads the name of a record, and nothing that is not one', () => {
    expect(recordOf(`menu_item:${ID}`)).toEqual({ rel: 'menu_item', row: ID });
    expect(recordOf(`order_line:${ID}/1`)).toEqual({ rel: 'order_line', row: `${ID}/1` });
    expect([null, '', 'menu_item', ':x', 'menu_item:', 'menu item:x'].map(recordOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
