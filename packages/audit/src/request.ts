import type { GetAuditRequestOutput } from '@toster/contracts/schemas/audit';
import type { TenantReadTx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  DISCLOSED_COLUMN,
  DISCLOSURES,
  eventOf,
  type Holds,
  ZDisclosedEventRow,
} from './events.ts';
import { commitmentOf, openDisclosures, parseLeaf } from './leaf.ts';
import { planAfresh } from './plan-afresh.ts';
import { actorOf, EVENT_COLUMNS, EVENT_JOINS, placeOf } from './rows.ts';

/** A page of one business action. */
export type RequestPage = {
  readonly requestId: string;
  /** Rows captured after this one. */
  readonly after?: string | undefined;
  readonly limit: number;
};

const ZRow = ZDisclosedEventRow.extend({
  ctx: z.string().nullable(),
  approver_name: z.string().nullable(),
});
type Row = z.infer<typeof ZRow>;

/** The facts of the request that are personal, as they were disclosed. */
const ZFacts = z.object({
  ip: z.string().optional(),
  ua: z.string().optional(),
  addr: z.string().optional(),
  app: z.string().optional(),
});

type Found = Omit<GetAuditRequestOutput, 'nextCursor'> & { readonly nextAfter: string | null };

/**
 * Everything one request or job changed, in the order of capture, with the values the reader may
 * see; null when nothing of it is visible. One round trip.
 */
export async function readRequest(
  tx: TenantReadTx,
  orgId: string,
  page: RequestPage,
  holds: Holds,
): Promise<Found | null> {
  const rows = await planAfresh(
    tx,
    sql`
    select ${EVENT_COLUMNS}, ${DISCLOSED_COLUMN}, facts.ds[1] as ctx, approver.first_name as approver_name
    from (
      select * from au.event
      where org_id = ${orgId} and at < now() + interval '1 hour' and request_id = ${page.requestId} and cap_seq > ${page.after ?? '0'}::bigint
      order by cap_seq
      limit ${page.limit + 1}
    ) e ${EVENT_JOINS} ${DISCLOSURES}
    left join au.disclosure facts on facts.org_id = e.org_id and facts.cap_seq = e.ctx_seq
    left join public.staff_directory approver on approver.org_id = e.org_id and approver.staff_id = e.approver_id
    order by e.cap_seq`,
  );
  const found = z.array(ZRow).parse(rows);
  const [lead] = found;
  if (lead === undefined) return null;
  const shown = found.slice(0, page.limit);
  return {
    requestId: page.requestId,
    at: lead.at,
    action: lead.action,
    domain: lead.domain,
    actor: actorOf(lead),
    approver:
      lead.approver_id === null
        ? null
        : { kind: 'staff', id: lead.approver_id, firstName: lead.approver_name, dbUser: null },
    source: lead.source,
    sessionId: lead.session_id,
    location: placeOf(lead),
    ...factsOf(lead, holds),
    events: shown.map((row) => eventOf(row, holds)),
    nextAfter: found.length > shown.length ? (shown.at(-1)?.cap_seq ?? null) : null,
  };
}

type Facts = Pick<GetAuditRequestOutput, 'address' | 'userAgent'>;

function factsOf(lead: Row, holds: Holds): Facts {
  const { ctx } = parseLeaf(lead.leaf);
  if (ctx === undefined) return both('absent');
  // The facts of a request belong to no place: only those who read the whole log see them.
  if (lead.ctx === null) return both(holds('audit_log.read', null) ? 'erased' : 'hidden');
  if (commitmentOf(lead.ctx) !== ctx) return both('altered');
  const facts = ZFacts.safeParse(openDisclosures([lead.ctx]).get('ctx')?.value);
  if (!facts.success) return both('altered');
  const { ip, ua, addr, app } = facts.data;
  return { address: factOf(ip ?? addr), userAgent: factOf(ua ?? app) };
}

function both(state: 'hidden' | 'erased' | 'altered' | 'absent'): Facts {
  return { address: { state, value: null }, userAgent: { state, value: null } };
}

function factOf(value: string | undefined): Facts['address'] {
  return value === undefined ? { state: 'absent', value: null } : { state: 'disclosed', value };
}
