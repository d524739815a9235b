import { randomBytes } from 'node:crypto';
import {
  boolean,
  customType,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { inject } from 'vitest';
import { databaseUrl } from '../testing/settings.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** The only table of the stub database: one column of each kind the product uses. */
export const item = pgTable('item', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  price: integer('price').notNull().default(0),
  ok: boolean('ok'),
  at: timestamp('at', { withTimezone: true }),
  tags: text('tags').array(),
  refs: uuid('refs').array(),
  extra: jsonb('extra'),
  raw: bytes('raw'),
});

/** Drizzle schema of the stub database. */
export const stubSchema = { item };

/** SQL of the stub: contexts `stale` and `bad` are refused, any other is taken as it is. */
export const STUB_SQL = `
  create schema app;
  create function app.enter(context text, read_only boolean default false) returns void
  language plpgsql as $$
  begin
    if context = 'stale' then raise exception using errcode = 'TS001'; end if;
    if context = 'bad' then raise exception using errcode = 'TS002'; end if;
    perform set_config('app.ctx', context, true);
    if read_only then perform set_config('transaction_read_only', 'on', true); end if;
  end $$;
  create function app.read_only() returns void language plpgsql as $$
  begin perform set_config('transaction_read_only', 'on', true); end $$;
  create table item (
    id integer primary key, name text not null, price integer not null default 0, ok boolean,
    at timestamptz, tags text[], refs uuid[], extra jsonb, raw bytea,
    constraint item_name_key unique (name) deferrable initially deferred
  );
  insert into item (id, name, price) select i, 'item ' || i, i from generate_series(1, 100) i;
`;

/** A database without the product's schema, so that the driver is tested for itself. */
export type StubDatabase = {
  /** Superuser's URL. */
  readonly url: string;
  /** Superuser's connections past the layer under test. */
  readonly admin: postgres.Sql;
  close(): Promise<void>;
};

/** Creates a stub database on the test run's server. Close it in `afterAll`. */
export async function stubDatabase(): Promise<StubDatabase> {
  const server = inject('testServer');
  const name = `driver_${randomBytes(8).toString('hex')}`;
  const cluster = postgres(databaseUrl(server, 'postgres'), { max: 1, onnotice: () => undefined });
  await cluster.unsafe(`create database ${name}`);
  const url = databaseUrl(server, name);
  const admin = postgres(url, { max: 2, onnotice: () => undefined });
  await admin.unsafe(STUB_SQL);
  return {
    url,
    admin,
    close: async () => {
      await admin.end();
      await cluster.unsafe(`drop database ${name} with (force)`);
      await cluster.end();
    },
  };
}
