/** Where each realm keeps its sessions, what entitles to one, and what its ends are called in the log. */
import type { EventName } from '@toster/contracts/events';
import { newId } from '@toster/contracts/ids';
import { type SQL, sql } from 'drizzle-orm';
import type { RealmName } from './realms.ts';

/** A realm's partition of the sessions. Columns it does not name have the same names in all. */
export interface SessionTable {
  readonly table: SQL;
  /** The column with the person, who is a row of another table in each realm. */
  readonly holder: SQL;
  /** Which rows of the table, as a condition without an alias. */
  readonly own: SQL;
  /** From `held`: `id, entitled, epoch, org_id, slug, cell`; one row for each. */
  readonly standing: SQL;
  readonly events: Readonly<Record<'ended' | 'revoked' | 'reused', EventName>>;
  /** Whom a context is about that changes a session. */
  readonly about: (held: { readonly holder: string; readonly orgId: string | null }) => {
    readonly account?: string;
    readonly org?: string;
  };
  /** Has the person told that a used token came back; from `ended (id, holder, org_id)`. */
  readonly tellOfReuse: SQL;
}

export const SESSION_TABLES: Readonly<Record<RealmName, SessionTable>> = {
  staff: {
    table: sql`auth.session`,
    holder: sql`account_id`,
    own: sql`realm = 'staff'`,
    standing: sql`
      select s.id, coalesce(a.status = 'active' and m.status = 'active' and o.org_id is not null, false) as entitled,
        coalesce(m.epoch, 0) as epoch, s.org_id, coalesce(o.slug, '') as slug, coalesce(o.cell, s.cell) as cell
      from held s
      left join auth.account a on a.id = s.account_id
      left join public.membership m on m.org_id = s.org_id and m.account_id = s.account_id
      left join public.org o on o.org_id = s.org_id`,
    events: {
      ended: 'session.ended',
      revoked: 'session.revoked',
      reused: 'refresh.reuse_detected',
    },
    about: ({ holder }) => ({ account: holder }),
    get tellOfReuse() {
      return sql`
        insert into auth.outbox (id, account_id, topic, session_id)
        select ${newId()}::uuid, holder, 'session.reuse_detected', id from ended`;
    },
  },
  customer: {
    table: sql`auth.guest_session`,
    holder: sql`customer_id`,
    own: sql`true`,
    // Rights of guests have no generations: what a guest may see is asked at every call.
    standing: sql`
      select s.id, coalesce(g.entitled, false) as entitled, 0 as epoch, s.org_id, coalesce(g.slug, '') as slug,
        coalesce(g.cell, s.cell) as cell
      from held s left join lateral app.guest_standing(s.org_id, s.customer_id, s.email_key) g on true`,
    events: {
      ended: 'guest.signed_out',
      revoked: 'guest.signed_out',
      reused: 'guest.token_reused',
    },
    about: ({ orgId }) => (orgId === null ? {} : { org: orgId }),
    get tellOfReuse() {
      return sql`
        insert into public.outbox (org_id, id, topic, payload)
        select org_id, ${newId()}::uuid, 'guest.token_reused', jsonb_build_object('customerId', holder) from ended`;
    },
  },
};
