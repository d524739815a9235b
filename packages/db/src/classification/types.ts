import type { RecordKind } from '@toster/contracts/records/kinds';
import type { Table } from 'drizzle-orm';

/** What kind of data a column holds. */
export type DataCategory =
  | 'identifier'
  | 'reference'
  | 'business'
  | 'money'
  | 'time'
  | 'name'
  | 'contact'
  | 'address'
  | 'financial'
  | 'device'
  | 'free_text'
  | 'credential'
  | 'technical';

/** Whom the value is about. */
export type DataSubject = 'none' | 'guest' | 'staff' | 'account';

/** Where the value came from (GDPR Art. 20 covers what the subject provided, observed data included). */
export type DataOrigin = 'provided' | 'observed' | 'derived';

/** Why it is processed; the data map and the Art. 15 sheet name these. */
export type Purpose = 'service' | 'fiscal_duty' | 'staff_administration' | 'security' | 'operation';

/** What an export for the subject does with it. */
export type ExportVerb = 'yes' | 'redact' | 'no';

/** What an erasure does with it. */
export type EraseVerb = 'delete' | 'anonymise' | 'detach' | 'restrict' | 'keep' | 'review';

/** The rule that says how long it stays. */
export type RetentionRule =
  | 'while_active'
  | 'fiscal_document'
  | 'order_history'
  | 'staff_record'
  | 'security_log'
  | 'one_day'
  | 'until_relayed';

/**
 * How the audit log treats it: in the leaf (`plain`), as a salted commitment whose value can be erased
 * (`commit`), as a digest because it is large (`digest`), named when it changes but never stored (`secret`),
 * or not an event at all (`ignore`).
 */
export type AuditTreatment = 'plain' | 'commit' | 'digest' | 'secret' | 'ignore';

/** Everything the product must know about one column. Masks, capture, export, erasure, retention, data map and log redaction read it. */
export type ColumnClass = {
  readonly category: DataCategory;
  readonly subject: DataSubject;
  readonly origin: DataOrigin;
  readonly purpose: readonly Purpose[];
  readonly export: ExportVerb;
  readonly erase: EraseVerb;
  readonly retention: RetentionRule;
  readonly audit: AuditTreatment;
};

export type Operation = 'select' | 'insert' | 'update' | 'delete';

/** A right to a whole table, or to update some of its columns, named as in the schema. */
export type Grant<Column extends string = string> =
  | Operation
  | { readonly update: readonly Column[] };

/** Who may do what to a table, beyond the tenant wall. Absent role = no grant at all. */
export type TableGrants<Column extends string = string> = {
  readonly toster_app?: readonly Grant<Column>[];
  readonly toster_worker?: readonly Grant<Column>[];
  readonly toster_auth?: readonly Grant<Column>[];
};

/** A table of personal fields: PostgreSQL shows a row only to a context whose capability reaches it. */
export type PersonalWall = {
  /** Permission that shows the row. */
  readonly read: string;
  /** Permissions any of which may write it. */
  readonly write: readonly string[];
  /** Rows assigned to the actor through an order in hand, joined by this column of `orders`. */
  readonly assignedBy?: { readonly column: string; readonly ordersColumn: 'id' | 'customer_id' };
  /** Rows of a post's queue: shown to holders of `capability` by assignment while `rows` holds and the order is in a state of the queue. */
  readonly queue?: {
    readonly capability: string;
    readonly rows: string;
    readonly states: readonly string[];
  };
  /** Column holding the staff member the row is about, who always reads it. */
  readonly self?: string;
  /** Rows without a location are shown to every holder of the capability, not only to organisation-wide ones. */
  readonly unplacedVisible?: boolean;
  /** Reading is an event of its own: rows show only to a context that states a purpose. */
  readonly readIsEvent: boolean;
};

/**
 * The record whose history the rows of a table belong to. The first part of their key after the organisation is the
 * record's id, so whatever hangs on a record by an id of its own is a kind of its own, within the other.
 */
export type RecordPart =
  | { readonly kind: RecordKind; readonly root?: never; readonly within?: never }
  | {
      readonly kind: RecordKind;
      /** The table that makes the record; one for each kind. */
      readonly root: true;
      /** The kind this one lies within, and the column with the id of the outer record. */
      readonly within?: { readonly kind: RecordKind; readonly by: string };
    };

/** A captured table says which record it is part of; what is not captured has no history. */
type Captured =
  | { readonly capture: 'rows'; readonly record: RecordPart }
  | { readonly capture: { readonly none: string }; readonly record?: never };

/** The areas of the audit log. */
export type AuditDomain =
  | 'orders'
  | 'menu'
  | 'customers'
  | 'staff'
  | 'finance'
  | 'access'
  | 'privacy'
  | 'settings'
  | 'system';

type Described = {
  /** Audit domain; roles with a masked audit right see some domains only. Of mixed tables the rows name it, from a closed list. */
  readonly domain: AuditDomain | { readonly column: string };
  /** `org`: rows belong to a tenant. `account`: cell-wide, its events go to every organisation of the account. */
  readonly scope: 'org' | 'account';
  /** Column holding the account, for scope `account`. */
  readonly accountColumn?: string;
  /** Column shown as the record's label in the log; never personal. */
  readonly label?: string;
  /** Column with the establishment. */
  readonly location?: string;
  /** SQL column and prefix that name the data subject of the personal fields, e.g. guest + customer_id. */
  readonly subject?: {
    readonly prefix: string;
    readonly column: string;
    readonly otherwise?: string;
  };
  readonly personal?: PersonalWall;
  /** Column with the member for whom alone the application's role sees a row. */
  readonly own?: string;
  /** Rows never change once written. */
  readonly immutable?: boolean;
  readonly grants: TableGrants;
};

/** Everything the product must know about one table. */
export type TableClass<T extends Table = Table> = Described &
  Captured & {
    readonly table: T;
    readonly columns: Readonly<Record<string, ColumnClass>>;
  };

type ColumnName<T extends Table> = keyof T['_']['columns'] & string;

/** The operation a grant is about. */
export const operationOf = (grant: Grant): Operation =>
  typeof grant === 'string' ? grant : 'update';

type NothingElse<T extends Table, C> = {
  readonly [K in Exclude<keyof C, ColumnName<T>> as `unknown column: ${K & string}`]: never;
};

type Nothing<T extends Table, C> = {
  readonly [K in Exclude<ColumnName<T>, keyof C> as `unclassified column: ${K}`]: ColumnClass;
};

/**
 * Declares the class of a table. A column that is missing or does not exist is a compile error that names it.
 */
export function classify<T extends Table, const C extends Readonly<Record<string, ColumnClass>>>(
  table: T,
  rest: Omit<Described, 'grants'> & Captured & { readonly grants: TableGrants<ColumnName<T>> },
  columns: C & Nothing<T, C> & NothingElse<T, C>,
): TableClass<T> {
  return { table, ...rest, columns };
}
