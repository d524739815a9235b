import type { KeyRing } from '@toster/crypto/key-ring';
import { personalColumns, plantMarkers, valuesOf } from '@toster/db/testing/personal-values';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { vi } from 'vitest';
import { createContext } from '../src/context.ts';
import { fileReport } from '../src/features/security/file-report.ts';
import { answerSignIn } from '../src/handlers.ts';
import { enrolled } from './factors.ts';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen, PASSWORD } from './kitchen.ts';
import { procedures } from './procedures.ts';

/** What every marker begins with. */
export const MARK = 'zanary';

/** Columns that take no marker: another type, or a form that a constraint asks for. */
export const NO_TEXT = [
  'public.payment_card.last4',
  'public.import_chunk.content',
  'public.order_line.modifiers',
  'public.receipt.seller',
  'public.staff_payroll.hourly_wage_minor',
];

type Input = Readonly<Record<string, unknown>>;

/** A restaurant with a marker in every personal field, and everything that could tell one. */
export type CanaryWorld = {
  readonly kitchen: Kitchen;
  readonly restaurant: Restaurant;
  /** An input of every procedure that would succeed. */
  readonly inputs: ReadonlyMap<string, Input>;
  /** Keys in the spellings in which they might be written, tokens, the password. */
  readonly secrets: readonly string[];
  /** Everything that left the API other than by a successful answer. */
  readonly told: string[];
  /** Everything the process wrote. */
  readonly written: string[];
  close(): Promise<void>;
};

/** Plays one of everything, then puts the markers in. Fails when a personal column has no row to put one into. */
export async function openCanaryWorld(): Promise<CanaryWorld> {
  const kitchen = await openKitchen({ renews: true });
  const restaurant = await kitchen.restaurant();
  await fill(kitchen, restaurant);
  const inputs = new Map<string, Input>();
  for (const [path] of procedures()) {
    const make = INPUTS[path];
    if (make === undefined) throw new Error(`${path} has no input`);
    await kitchen.call(restaurant.members.owner, path, await make(kitchen, restaurant));
    inputs.set(path, await make(kitchen, restaurant));
  }
  await kitchen.admin`
    insert into import_rejection (org_id, job_id, location_id, line_no, reason, raw)
    select org_id, id, location_id, 1, 'quantity is zero', '0,Tea' from import_job limit 1`;
  // The walk has signed people out. Tokens now: nobody is found by an address any more once it is a marker.
  kitchen.forget(restaurant.members.owner);
  const session = await kitchen.signedIn(restaurant.members.owner);
  const tokens = [session.accessToken, session.refreshToken];
  for (const role of ['owner', 'cook'] as const)
    tokens.push(await kitchen.accessToken(memberOf(restaurant, role)));
  const { secret, codes } = await enrolled(kitchen, memberOf(restaurant, 'packer').email);
  tokens.push(secret, ...codes);
  await plant(kitchen);
  const written: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    }),
  );
  return {
    kitchen,
    restaurant,
    inputs,
    secrets: [...keySpellings(kitchen), ...tokens, PASSWORD, kitchen.password.phc],
    told: [],
    written,
    close: async () => {
      for (const spy of spies) spy.mockRestore();
      await kitchen.close();
    },
  };
}

async function fill(kitchen: Kitchen, restaurant: Restaurant): Promise<void> {
  const { org, members, place, customer } = restaurant;
  const address = { line: 'Khreshchatyk 1', postcode: '01001', city: 'Kyiv', doorNote: 'Ring' };
  await kitchen.order(restaurant, {
    status: 'delivered',
    channel: 'delivery',
    customer,
    address,
    kitchenNote: 'No onions',
    payment: { method: 'card', card: { brand: 'visa', last4: '4242' } },
  });
  await kitchen.order(restaurant, { channel: 'dine_in', tableLabel: 'Terrace 4' });
  await kitchen.admin`
    insert into staff_payroll (org_id, staff_id, location_id, tax_id, iban, hourly_wage_minor)
    select ${org.orgId}, ${members.cook?.id ?? ''}, ${place.location.id}, '1234567890', 'UA21', 15000`;
  await kitchen.admin`
    insert into auth.guest_code (org_id, customer_id, id, email_key, language, expires_at)
    values (${org.orgId}, ${customer.id}, gen_random_uuid(), 'guest@example.test', 'en', now() + interval '10 minutes')`;
  await kitchen.admin`
    insert into auth.guest_session (org_id, customer_id, id, email_key, cell, idle_expires_at, absolute_expires_at, auth_time, amr, aal)
    values (${org.orgId}, ${customer.id}, gen_random_uuid(), 'guest@example.test', 'eu-1', now() + interval '1 day',
      now() + interval '1 day', now(), '{otp}', 1)`;
  await kitchen.admin`update orders set external_id = 'A-1' where org_id = ${org.orgId}
    and id = (select id from orders where org_id = ${org.orgId} limit 1)`;
  await kitchen.admin`
    insert into org_profile (org_id, legal_name, tax_id, address, postcode, city, phone, email, receipt_footer)
    values (${org.orgId}, 'Bistro', '123', 'Khreshchatyk 1', '01001', 'Kyiv', '+380', 'a@example.test', 'Thanks')
    on conflict do nothing`;
  const headers = {
    host: 'console.test',
    'content-type': 'application/json',
    'x-toster-csrf': '1',
    'x-forwarded-for': '192.0.2.8',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  };
  for (const password of [PASSWORD, 'not this one']) {
    const body = JSON.stringify({ email: members.owner.email, password });
    const request = new Request('http://console.test/api/auth/sign-in', {
      method: 'POST',
      headers,
      body,
    });
    await answerSignIn(request, kitchen.server);
  }
  const report = {
    contact: 'finder@example.test',
    affected: 'the audit log',
    description: 'It shows me more than my role may see.',
  };
  await fileReport(
    createContext({ headers: new Headers(headers), server: kitchen.server }),
    report,
  );
}

async function plant({ admin }: Kitchen): Promise<void> {
  const refused = (await plantMarkers(admin)).map(({ table, column }) => `${table}.${column}`);
  const unexpected = refused.filter((name) => !NO_TEXT.includes(name));
  const empty: string[] = [];
  for (const each of personalColumns()) {
    const name = `${each.table}.${each.column}`;
    if (NO_TEXT.includes(name)) continue;
    const [row] = await admin.unsafe(
      `select count(*)::int as count from (${valuesOf(each)}) v where value like '${MARK} %'`,
    );
    if (row?.['count'] === 0) empty.push(name);
  }
  if (unexpected.length + empty.length > 0)
    throw new Error(`no marker in ${[...unexpected, ...empty].join(', ')}`);
}

function keySpellings({ server, database }: Kitchen): string[] {
  const { staff, customer } = server.auth.realms;
  const rings: readonly KeyRing[] = [
    staff.accessKeys,
    staff.refreshKeys,
    customer.accessKeys,
    customer.refreshKeys,
    server.addressKeys,
    database.keys,
  ];
  return rings.flatMap(({ keys }) =>
    keys.flatMap(({ key }) => {
      const bytes = key.export();
      return [bytes.toString('base64url'), bytes.toString('hex'), bytes.toString('base64')];
    }),
  );
}
