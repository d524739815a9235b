import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { createMember, type MemberRow } from '@toster/db/testing/factories/member';
import type { OrgRow } from '@toster/db/testing/factories/org';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { freshSource } from '@toster/db/testing/factories/source';
import { problemText } from '@toster/contracts/imports/problems';
import type { ImportWatch } from '../import-run.ts';
import type { Rejection } from '../kind.ts';
import { importNamed, type NamedImport, type NamedResult, type Saying } from '../import-named.ts';
import { folder, type Folder, type OrderFile } from './order-file.ts';

/** What a test says otherwise about an import of orders. */
export type ChangedOrders = Partial<Omit<NamedImport, 'says'>> &
  Partial<Omit<Extract<Saying, { kind: 'orders' }>, 'kind'>>;

/** As the result, with the orders that stand under their own name. */
type OrdersResult = NamedResult & { readonly orders: number };

/** A database and a folder in which imports are tested. */
export class ImportStage {
  readonly database: TestDatabase;
  readonly files: Folder = folder();

  constructor(database: TestDatabase) {
    this.database = database;
  }

  static async open(): Promise<ImportStage> {
    return new ImportStage(await testDatabase());
  }

  async close(): Promise<void> {
    this.files.remove();
    await this.database.close();
  }

  /** A fresh restaurant with an owner, a manager of the first location and a cook. */
  async restaurant(change: Partial<OrgRow> = {}): Promise<Restaurant> {
    const source = freshSource();
    const orgId = source.id();
    const note = { action: 'org.created', request: `test:${orgId}`, part: 0 };
    const texan = { country: 'US', currency: 'USD', locale: 'en-US', timezone: 'America/Chicago' };
    return this.database.maintenance.run(orgId, note, (tx) =>
      createRestaurant(
        tx,
        { org: { ...texan, ...change, orgId }, roles: ['manager', 'cook'] },
        source,
      ),
    );
  }

  /** A member who takes orders at the first location. */
  operator({ org, place }: Restaurant): Promise<MemberRow> {
    const note = { action: 'staff.joined', request: `test:${org.orgId}`, part: 0 };
    const grants = [{ role: 'operator', locationId: place.location.id }] as const;
    return this.database.maintenance.run(org.orgId, note, (tx) =>
      createMember(tx, { org, grants, locationId: place.location.id }),
    );
  }

  /** Imports a file of orders as the owner at the first location, unless told otherwise. */
  async import(
    restaurant: Restaurant,
    path: string,
    change: ChangedOrders = {},
    watch: ImportWatch = {},
  ): Promise<OrdersResult> {
    const { price = 'line', placedAt = '2012-07-01T12:00', channel = 'takeaway', ...rest } = change;
    const says: Saying = { kind: 'orders', price, placedAt, channel };
    const result = await this.importOf(restaurant, path, says, rest, watch);
    return { ...result, orders: result.items };
  }

  /** Imports a file of any kind as the owner at the first location, unless told otherwise. */
  importOf(
    restaurant: Restaurant,
    path: string,
    says: Saying,
    change: Partial<NamedImport> = {},
    watch: ImportWatch = {},
  ): Promise<NamedResult> {
    const options: NamedImport = {
      path,
      org: restaurant.org.slug,
      location: restaurant.locations[0].slug,
      email: restaurant.members.owner.email,
      encoding: 'utf-8',
      map: new Map(),
      source: 'pos',
      says,
      dryRun: false,
      ...change,
    };
    const { auth, worker } = this.database;
    return importNamed({ auth, worker }, options, watch);
  }

  /** Imports and collects what is put aside, as `line: reason`. */
  async importWithProblems(
    restaurant: Restaurant,
    path: string,
    change: ChangedOrders = {},
  ): Promise<{ result: OrdersResult; problems: readonly string[] }> {
    const problems: Rejection[] = [];
    const result = await this.import(restaurant, path, change, {
      onRejection: (rejection) => problems.push(rejection),
    });
    return {
      result,
      problems: problems.map(({ lineNo, problem }) => `${lineNo}: ${problemText(problem)}`),
    };
  }

  /** Counts and sums of everything an import writes. */
  async stock({ org: { orgId } }: Restaurant): Promise<Record<string, number>> {
    const [sums] = await this.database.admin`
      select count(*)::int as orders, coalesce(sum(total_minor), 0)::int as total,
             count(distinct number)::int as numbers, coalesce(max(number), 0)::int as highest,
             (select count(*)::int from order_line where org_id = ${orgId}) as lines,
             (select coalesce(sum(line_total_minor), 0)::int from order_line where org_id = ${orgId}) as line_total,
             (select count(*)::int from order_status_change where org_id = ${orgId}) as history
        from orders where org_id = ${orgId}`;
    return { ...sums };
  }

  /** Every imported order with its lines, in the order of their numbers, without ids and times of writing. */
  async content({ org: { orgId } }: Restaurant): Promise<readonly Record<string, unknown>[]> {
    const rows = await this.database.admin`
      select o.number, o.external_id, o.status, o.source, o.channel, o.placed_at, o.closed_at, o.currency,
             o.subtotal_minor::int as subtotal, o.tax_minor::int as tax, o.total_minor::int as total,
             json_agg(json_build_array(l.name, l.modifiers, l.quantity, l.unit_price_minor, l.line_total_minor, l.tax_class)
                      order by l.line_no) as lines
        from orders o join order_line l on l.org_id = o.org_id and l.order_id = o.id
       where o.org_id = ${orgId} group by o.org_id, o.id order by o.number`;
    return rows.map((row) => ({ ...row }));
  }

  /** The kept lines of all jobs. */
  async rejections({ org: { orgId } }: Restaurant): Promise<readonly Record<string, unknown>[]> {
    const rows = await this.database.admin`
      select line_no, reason, raw from import_rejection where org_id = ${orgId} order by line_no`;
    return rows.map((row) => ({ ...row }));
  }

  async jobs({ org: { orgId } }: Restaurant): Promise<readonly Record<string, unknown>[]> {
    const rows = await this.database.admin`
      select status, source, lines_done, orders_created, orders_known, lines_rejected
        from import_job where org_id = ${orgId} order by id`;
    return rows.map((row) => ({ ...row }));
  }
}

/** What {@link ImportStage.stock} must say when a generated file has landed whole. */
export function wholeStock(file: Pick<OrderFile, 'orders' | 'lines' | 'totalMinor'>) {
  return {
    orders: file.orders,
    numbers: file.orders,
    highest: file.orders,
    history: file.orders,
    lines: file.lines,
    total: file.totalMinor,
    line_total: file.totalMinor,
  };
}

/** A watch that stops the import once so many orders stand. */
export function stopAfter(orders: number): ImportWatch {
  const controller = new AbortController();
  let standing = 0;
  const progress = {
    phase: 'checking' as const,
    bytes: 0,
    lines: 0,
    totalLines: 0,
    get items() {
      return standing;
    },
    set items(count: number) {
      standing = count;
      if (count >= orders) controller.abort();
    },
  };
  return { signal: controller.signal, progress };
}
