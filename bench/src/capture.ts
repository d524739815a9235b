import { newId } from '@toster/contracts/ids';
import { sealContext, type TenantContext } from '@toster/db/context';
import postgres from 'postgres';
import type { Fixture } from './fixture.ts';
import { interleave, summarise, throughput, type Measured } from './rounds.ts';
import { table } from './table.ts';

const BULK_ROWS = 20_000;
const ROUNDS = 7;
const CLIENTS = 8;

/** Copies of `customer_contact` without any trigger, and with the least a log can do: one jsonb row trigger. */
const RIVALS = `
create table none_contact (like customer_contact including all);
create table minimal_contact (like customer_contact including all);
create table minimal_log (id bigserial primary key, at timestamptz default now(), op text, old_row jsonb, new_row jsonb);
create function minimal_capture() returns trigger language plpgsql as $$
begin
  insert into minimal_log (op, old_row, new_row) values (tg_op, to_jsonb(old), to_jsonb(new));
  return null;
end $$;
create trigger minimal after update on minimal_contact for each row execute function minimal_capture();
grant all on none_contact, minimal_contact, minimal_log, minimal_log_id_seq to toster_maintenance;
`;

const VARIANTS = [
  { name: 'no audit', relation: 'none_contact' },
  {
    name: 'minimal jsonb row trigger (no hash, no proof, no erasure)',
    relation: 'minimal_contact',
  },
  { name: 'Toster: leaf hash, salted commitments, disclosures', relation: 'customer_contact' },
] as const;

async function fill(fixture: Fixture): Promise<void> {
  const { admin, restaurant } = fixture;
  await admin.unsafe(RIVALS);
  const { orgId } = restaurant.org;
  const [place] = restaurant.locations;
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`alter table customer disable trigger user`;
    await sql`alter table customer_contact disable trigger user`;
    await sql`insert into customer (org_id, id, location_id)
      select ${orgId}, gen_random_uuid(), ${place.id} from generate_series(1, ${BULK_ROWS})`;
    await sql`insert into customer_contact
      select org_id, id, location_id, 'Guest ' || row_number() over (), '+38044' || row_number() over (), '38044' || row_number() over (),
        'guest' || row_number() over () || '@example.com', 'guest' || row_number() over () || '@example.com'
      from customer c where not exists (select 1 from customer_contact k where k.customer_id = c.id)`;
    await sql`insert into none_contact select * from customer_contact`;
    await sql`insert into minimal_contact select * from customer_contact`;
    await sql`alter table customer enable trigger user`;
    await sql`alter table customer_contact enable trigger user`;
    for (const trigger of [
      'capture_insert',
      'capture_update',
      'capture_delete',
      'refuse_rekey',
      'refuse_truncate',
    ]) {
      await sql.unsafe(`alter table customer enable always trigger ${trigger}`);
      await sql.unsafe(`alter table customer_contact enable always trigger ${trigger}`);
    }
  });
  await admin.unsafe('vacuum analyze');
}

const contextOf = (fixture: Fixture): TenantContext => ({
  kind: 'maintenance',
  org: fixture.restaurant.org.orgId,
  actor: fixture.restaurant.members.owner.id,
  caps: {},
  action: 'customer.updated',
  request: `bench:${newId()}`,
  source: 'api',
  ip: '203.0.113.7',
  ipk: 'ab'.repeat(32),
  ua: 'bench',
});

async function bulk(fixture: Fixture): Promise<readonly Measured[]> {
  const sql = postgres(fixture.url('toster_maintenance'), { max: 1, onnotice: () => undefined });
  const samples = new Map<string, number[]>(VARIANTS.map(({ name }) => [name, []]));
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const { name, relation } of round % 2 === 0 ? VARIANTS : VARIANTS.toReversed()) {
        await fixture.admin.unsafe(`vacuum ${relation}`);
        const microseconds = await sql.begin(async (tx) => {
          await tx`select app.enter(${sealContext(contextOf(fixture), fixture.keys, Date.now(), 60)})`;
          const started = performance.now();
          const { count } = await tx.unsafe(
            `update ${relation} set name = name || '.', phone = phone || '1'`,
          );
          return ((performance.now() - started) * 1_000) / count;
        });
        if (round > 0) samples.get(name)?.push(microseconds);
      }
    }
  } finally {
    await sql.end();
  }
  return VARIANTS.map(({ name }) => summarise(name, samples.get(name) ?? []));
}

async function single(
  fixture: Fixture,
  clients: number,
  synchronous: boolean,
): Promise<readonly Measured[]> {
  const sql = postgres(fixture.url('toster_maintenance'), {
    max: clients,
    onnotice: () => undefined,
    connection: { synchronous_commit: synchronous ? 'on' : 'off' },
  });
  const ids = (
    await fixture.admin<
      { customer_id: string }[]
    >`select customer_id from customer_contact limit 4000`
  ).map((row) => row.customer_id);
  let turn = 0;
  const { orgId } = fixture.restaurant.org;
  try {
    return await interleave(
      VARIANTS.map(({ name, relation }) => ({
        name,
        run: (ms: number) =>
          throughput(
            async () => {
              turn += 1;
              const id = ids[turn % ids.length] ?? '';
              const sealed = sealContext(contextOf(fixture), fixture.keys, Date.now(), 60);
              const connection = await sql.reserve();
              try {
                await Promise.all([
                  connection`begin`,
                  connection`select app.enter(${sealed})`,
                  connection.unsafe(
                    `update ${relation} set phone = $3 where org_id = $1 and customer_id = $2`,
                    [orgId, id, `+38${turn}`],
                    { prepare: true },
                  ),
                  connection`commit`,
                ]);
              } finally {
                connection.release();
              }
            },
            clients,
            ms,
          ),
      })),
      ROUNDS,
      700,
    );
  } finally {
    await sql.end();
  }
}

/** What the audit log costs: bulk updates by the row, single updates by the transaction. */
export async function benchCapture(fixture: Fixture, fsync: boolean): Promise<string> {
  await fill(fixture);
  const out: string[] = [];
  if (!fsync)
    out.push(
      table(
        `Bulk update of ${BULK_ROWS} rows with five personal columns, two of them changed`,
        'µs per row, the update included',
        await bulk(fixture),
      ),
    );
  for (const clients of [1, CLIENTS]) {
    const mode = fsync ? 'waiting for the disk' : 'CPU-bound';
    out.push(
      table(
        `Single update, ${clients} client${clients > 1 ? 's' : ''}, ${mode}`,
        'transactions per second',
        await single(fixture, clients, fsync),
      ),
    );
  }
  return [...out, BOUND].join('\n');
}

/** What stands between these figures and the aim. */
const BOUND = `Aims: bulk capture at most 20 µs a row beyond the update itself; a single audited update at least 0.45 of an unaudited one
when the CPU is the limit. What bounds them: the row here has five personal columns of which two change, so each event carries
seven salted SHA-256 commitments and the hash of its leaf, is entered into eight indexes of the log and two of the disclosures;
for a single update also the verification of the context and the one disclosure of address and user agent.
`;
