import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BODY_LIMIT_BYTES, readJsonText } from '../src/guard.ts';
import { answerTrpc, MAX_BATCH_SIZE } from '../src/handlers.ts';
import { callTrpc, codeOf, ORDINARY, post } from './http-calls.ts';
import { type Kitchen, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant(['owner']);
});
afterAll(() => kitchen.close());

const trpc = (path: string, body: string, headers?: Readonly<Record<string, string>>) =>
  callTrpc(kitchen.server, path, body, headers);

describe('a call', () => {
  test('of nobody is UNAUTHENTICATED', async () => {
    const response = await trpc('session.get', '{}');
    expect([response.status, await codeOf(response)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('of an unknown procedure is NOT_FOUND', async () => {
    const response = await trpc('orders.explode', '{}');
    expect([response.status, await codeOf(response)]).toEqual([404, 'NOT_FOUND']);
  });

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'input={}'],
    [
      'a multipart form',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="id"\r\n\r\n1\r\n--x--',
    ],
    ['plain text', 'text/plain', '{}'],
    ['bytes', 'application/octet-stream', '{}'],
  ])('by %s is UNSUPPORTED_MEDIA', async (_name, type, body) => {
    const response = await trpc('session.get', body, { ...ORDINARY, 'content-type': type });
    expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA']);
  });

  test('without a body that is JSON is INVALID_INPUT', async () => {
    const token = await kitchen.accessToken(restaurant.members.owner);
    const response = await trpc('session.get', '{"a"', {
      ...ORDINARY,
      cookie: `__Host-t_at=${token}`,
    });
    expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_INPUT']);
  });

  test('over 1 MiB is PAYLOAD_TOO_LARGE, announced or not', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(BODY_LIMIT_BYTES) });
    const announced = await trpc('audit.search', '{}', {
      ...ORDINARY,
      'content-length': String(BODY_LIMIT_BYTES + 1),
    });
    const streamed = await trpc('audit.search', body);
    expect([await codeOf(announced), await codeOf(streamed)]).toEqual([
      'PAYLOAD_TOO_LARGE',
      'PAYLOAD_TOO_LARGE',
    ]);
  });

  test('nested more than thirty-two deep is TOO_DEEP before anybody parses it; brackets in a text are text', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(await codeOf(await trpc('session.get', nested(32)))).not.toBe('TOO_DEEP');
    for (const body of [nested(33), `{"a":"\\"","b":${nested(32)}}`, '['.repeat(500_000)])
      expect(await codeOf(await trpc('session.get', body))).toBe('TOO_DEEP');
    const text = JSON.stringify({ text: `${'['.repeat(5_000)}"\\{` });
    expect(await codeOf(await trpc('session.get', text))).not.toBe('TOO_DEEP');
    const started = performance.now();
    await trpc('session.get', `"${'\\"'.repeat(400_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('that does not arrive is given up in time', async () => {
    const stalled = new ReadableStream({ start: (body) => body.enqueue(Buffer.from('{')) });
    const request = new Request('http://console.test/api/trpc/session.get', {
      method: 'POST',
      headers: ORDINARY,
      body: stalled,
      duplex: 'half',
    });
    await expect(readJsonText(request, 50)).rejects.toMatchObject({ code: 'TOO_SLOW' });
    expect(await readJsonText(post('/x', '{"a":1}'), 50)).toBe('{"a":1}');
  });

  test('may carry ten others, not eleven', async () => {
    const batch = (size: number) =>
      trpc(`${Array(size).fill('session.get').join(',')}?batch=1`, '{}');
    expect(await codeOf(await batch(MAX_BATCH_SIZE))).toBe('UNAUTHENTICATED');
    expect(await codeOf(await batch(MAX_BATCH_SIZE + 1))).toBe('TOO_MANY_IN_BATCH');
    expect(await codeOf(await trpc(`${','.repeat(5_000)}?batch=1`, '{}'))).toBe(
      'TOO_MANY_IN_BATCH',
    );
  });

  test('by GET is refused: inputs do not belong in addresses', async () => {
    const request = new Request('http://console.test/api/trpc/session.get?input={}', {
      headers: ORDINARY,
    });
    expect((await answerTrpc(request, kitchen.server)).status).toBe(405);
  });

  test.each([
    ['without our header', { 'x-toster-csrf': '' }],
    ['from another origin', { origin: 'https://evil.test' }],
    ['from a sandboxed page', { origin: 'null' }],
    ['from a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is CROSS_SITE', async (_name, headers) => {
    const response = await trpc('session.get', '{}', { ...ORDINARY, ...headers });
    expect([response.status, await codeOf(response)]).toEqual([403, 'CROSS_SITE']);
  });

  test('from our own page passes', async () => {
    const headers = {
      ...ORDINARY,
      origin: 'https://console.test',
      'sec-fetch-site': 'same-origin',
    };
    expect(await codeOf(await trpc('session.get', '{}', headers))).toBe('UNAUTHENTICATED');
  });

  test('is never stored by anybody between', async () => {
    const answer = await kitchen.call(restaurant.members.owner, 'session.get');
    expect(answer.response.headers.get('cache-control')).toContain('no-store');
  });

  test('never streams, whatever it accepts', async () => {
    const token = await kitchen.accessToken(restaurant.members.owner);
    const headers = {
      ...ORDINARY,
      cookie: `__Host-t_at=${token}`,
      'trpc-accept': 'application/jsonl',
    };
    const response = await trpc('session.get?batch=1', '{"0":{}}', headers);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});
