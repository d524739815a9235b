import { newId } from '@toster/contracts/ids';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerTrpc } from '../src/handlers.ts';
import { reportTo } from '../src/report.ts';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen, PASSWORD, STALE_PROOF_MS } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant(['owner', 'manager', 'cook']);
});
afterAll(() => kitchen.close());

const orgId = () => restaurant.org.orgId;
const owner = () => restaurant.members.owner;
const inputOf = async (path: string) => INPUTS[path]?.(kitchen, restaurant);
const ordersOf = async () =>
  Number(
    (await kitchen.admin`select count(*) as n from orders where org_id = ${orgId()}`)[0]?.['n'],
  );
const priceOf = async (id: unknown) =>
  (await kitchen.admin`select price_minor from menu_item where id = ${String(id)}`)[0]?.[
    'price_minor'
  ];
const ZOrder = z.object({ id: z.string(), number: z.number() });

describe('rights that have changed', () => {
  const bump = (id: string) =>
    kitchen.admin`update membership set epoch = epoch + 1 where org_id = ${orgId()} and id = ${id}`;

  test('make the old token STALE on the next request, cached or not', async () => {
    const manager = memberOf(restaurant, 'manager');
    expect((await kitchen.call(manager, 'orders.list')).error).toBeNull();
    await bump(manager.id);
    for (const path of ['orders.list', 'session.get', 'session.list', 'session.revokeOthers']) {
      const { error } = await kitchen.call(manager, path);
      expect({ path, code: error?.code }).toEqual({ path, code: 'STALE' });
    }
  });

  test('are in force after a refresh: what was lost is FORBIDDEN, what stayed works', async () => {
    const manager = memberOf(restaurant, 'manager');
    const price = await inputOf('menu.priceItem');
    expect((await kitchen.call(manager, 'menu.priceItem', price)).error).toBeNull();
    await kitchen.admin`update membership_grant set role = 'cook' where org_id = ${orgId()} and membership_id = ${manager.id}`;
    await bump(manager.id);
    kitchen.forget(manager);
    expect(
      (await kitchen.call(manager, 'menu.priceItem', { ...price, priceMinor: 1 })).error?.code,
    ).toBe('FORBIDDEN');
    expect(
      (await kitchen.call(manager, 'menu.list', { locationId: restaurant.place.location.id }))
        .error,
    ).toBeNull();
  });

  test('end with the membership and with the session', async () => {
    const manager = memberOf(restaurant, 'manager');
    await kitchen.accessToken(manager);
    await kitchen.admin`update auth.session set revoked_at = now() where account_id = ${manager.accountId}`;
    expect((await kitchen.call(manager, 'orders.list')).status).toBe(401);
    const cook = memberOf(restaurant, 'cook');
    await kitchen.accessToken(cook);
    await kitchen.admin`update membership set status = 'suspended' where org_id = ${orgId()} and id = ${cook.id}`;
    expect((await kitchen.call(cook, 'orders.list')).status).toBe(401);
  });
});

describe('step-up', () => {
  test('an old proof is asked for again and nothing has happened', async () => {
    const input = await inputOf('menu.priceItem');
    const answer = await kitchen.call(owner(), 'menu.priceItem', input, {
      proofAgeMs: STALE_PROOF_MS,
    });
    expect(answer.status).toBe(403);
    expect(answer.error).toMatchObject({
      code: 'STEP_UP_REQUIRED',
      details: { maxAgeSeconds: 300 },
    });
    expect(await priceOf(input?.['id'])).toBe('12000');
  });

  test('after the password the same call with the same key succeeds', async () => {
    const input = await inputOf('menu.priceItem');
    const headers = { 'idempotency-key': newId() };
    const old = { proofAgeMs: STALE_PROOF_MS, headers };
    expect((await kitchen.call(owner(), 'menu.priceItem', input, old)).error?.code).toBe(
      'STEP_UP_REQUIRED',
    );
    const proof = await kitchen.call(
      owner(),
      'session.stepUp',
      { password: PASSWORD },
      { proofAgeMs: STALE_PROOF_MS },
    );
    const cookie = proof.response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    expect(cookie).toMatch(/^__Host-t_at=[^;]+$/);
    kitchen.clock.offset += STALE_PROOF_MS;
    try {
      const again = await kitchen.send('menu.priceItem', input, { ...headers, cookie });
      expect(again.status).toBe(200);
    } finally {
      kitchen.clock.offset -= STALE_PROOF_MS;
    }
    expect(await priceOf(input?.['id'])).toBe('16000');
  });

  test('a wrong password proves nothing', async () => {
    const answer = await kitchen.call(owner(), 'session.stepUp', { password: 'not this one' });
    expect(answer.error?.code).toBe('INVALID_CREDENTIALS');
    expect(answer.response.headers.getSetCookie()).toEqual([]);
  });
});

describe('an idempotency key', () => {
  test('makes one order of two calls, one after the other or at once', async () => {
    const input = await inputOf('orders.create');
    const headers = { 'idempotency-key': newId() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        kitchen.ask(owner(), 'orders.create', input, ZOrder, { headers }),
      ),
    );
    answers.push(await kitchen.ask(owner(), 'orders.create', input, ZOrder, { headers }));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await ordersOf()).toBe(1);
  });

  test('belongs to one input and one procedure', async () => {
    const input = await inputOf('orders.create');
    const headers = { 'idempotency-key': newId() };
    await kitchen.ask(owner(), 'orders.create', input, ZOrder, { headers });
    const other = { ...input, channel: 'dine_in' };
    expect((await kitchen.call(owner(), 'orders.create', other, { headers })).error?.code).toBe(
      'IDEMPOTENCY_MISMATCH',
    );
    const price = await inputOf('menu.priceItem');
    expect((await kitchen.call(owner(), 'menu.priceItem', price, { headers })).error?.code).toBe(
      'IDEMPOTENCY_MISMATCH',
    );
    expect(await ordersOf()).toBe(1);
  });

  test('is not used up by a call that failed', async () => {
    const input = await inputOf('orders.create');
    const headers = { 'idempotency-key': newId() };
    const broken = { ...input, lines: [{ menuItemId: newId(), quantity: 1 }] };
    expect((await kitchen.call(owner(), 'orders.create', broken, { headers })).error?.code).toBe(
      'NOT_FOUND',
    );
    expect((await kitchen.call(owner(), 'orders.create', input, { headers })).error).toBeNull();
  });

  test('of one person is nothing to another', async () => {
    const input = await inputOf('orders.create');
    const headers = { 'idempotency-key': newId() };
    const mine = await kitchen.ask(owner(), 'orders.create', input, ZOrder, { headers });
    const theirs = await kitchen.ask(
      memberOf(restaurant, 'manager'),
      'orders.create',
      input,
      ZOrder,
      { headers },
    );
    expect(theirs.id).not.toBe(mine.id);
  });

  test('that is malformed is INVALID_INPUT', async () => {
    const answer = await kitchen.call(owner(), 'orders.create', await inputOf('orders.create'), {
      headers: { 'idempotency-key': "x' or 1=1" },
    });
    expect(answer.error?.code).toBe('INVALID_INPUT');
  });
});

describe('a refusal', () => {
  test('names the permission and is counted by the minute', async () => {
    const cook = memberOf(restaurant, 'cook');
    const input = await inputOf('menu.priceItem');
    for (let time = 0; time < 3; time += 1) {
      const answer = await kitchen.call(cook, 'menu.priceItem', input);
      expect(answer.error).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'menu.price_edit' },
      });
    }
    const rows =
      await kitchen.admin`select reason, sum(count)::int as count from refusal where org_id = ${orgId()} and actor_id = ${cook.id} group by 1`;
    expect([...rows]).toEqual([{ reason: 'FORBIDDEN:menu.price_edit', count: 3 }]);
  });
});

describe('an error', () => {
  test('of an input names fields and rules, never what was sent', async () => {
    const answer = await kitchen.call(owner(), 'menu.editItem', {
      id: 'canary-id',
      data: { name: 'canary\u0000name', extra: 'canary' },
    });
    expect(answer.error).toMatchObject({ code: 'INVALID_INPUT' });
    expect(JSON.stringify(answer.error)).not.toContain('canary');
    expect(answer.error?.details.issues?.map(({ path }) => path.join('.'))).toContain('id');
  });

  test('of the database leaves nothing of it, neither to the client nor to the log', async () => {
    const lines: string[] = [];
    const back = reportTo((line) => lines.push(JSON.stringify(line)));
    await kitchen.admin.unsafe(
      `alter table menu_item add constraint canary_check check (name <> 'canary value')`,
    );
    try {
      const input = await inputOf('menu.editItem');
      const answer = await kitchen.call(owner(), 'menu.editItem', {
        ...input,
        data: { name: 'canary value' },
      });
      expect(answer.status).toBe(500);
      expect(answer.error).toMatchObject({ code: 'INTERNAL', details: {} });
      const told = await answer.response.text();
      for (const word of ['canary', 'menu_item', 'update', 'Failed query', 'stack', '23514'])
        expect(told).not.toContain(word);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('23514');
      expect(lines[0]).toContain(answer.error?.requestId);
      expect(lines[0]).not.toContain('canary value');
      expect(lines[0]).not.toContain('set "name"');
    } finally {
      back();
      await kitchen.admin.unsafe('alter table menu_item drop constraint canary_check');
    }
  });

  test('in a batch carries the id of its own call', async () => {
    const token = await kitchen.accessToken(owner());
    const response = await kitchen.send(
      'orders.get,orders.get?batch=1',
      { 0: { id: newId() }, 1: { id: newId() } },
      { cookie: `__Host-t_at=${token}` },
    );
    const body = z
      .array(
        z.object({
          error: z.object({ data: z.object({ code: z.string(), requestId: z.string() }) }),
        }),
      )
      .parse(await response.json());
    expect(body.map(({ error }) => error.data.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(new Set(body.map(({ error }) => error.data.requestId)).size).toBe(2);
  });

  test('of hostile text is an answer of the catalogue', async () => {
    const texts = [
      "'; drop table orders; --",
      '\ud800',
      '%_\\',
      '{"$gt":""}',
      '<script>',
      '\u202e',
      'x'.repeat(101),
      '../../etc/passwd',
      '${7*7}',
    ];
    for (const text of texts) {
      const answer = await kitchen.call(owner(), 'audit.search', { text });
      expect({ text, answered: [200, 400].includes(answer.status) }).toEqual({
        text,
        answered: true,
      });
    }
    const raw = new Request('http://console.test/api/trpc/audit.search', {
      method: 'POST',
      headers: {
        host: 'console.test',
        'content-type': 'application/json',
        'x-toster-csrf': '1',
        cookie: `__Host-t_at=${await kitchen.accessToken(owner())}`,
      },
      body: '{"__proto__":{"limit":1},"constructor":1}',
    });
    expect((await answerTrpc(raw, kitchen.server)).status).toBe(400);
  });
});
