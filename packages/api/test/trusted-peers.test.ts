import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { describe, expect, it, test } from 'vitest';
import { clientAddress } from '../src/client-address.ts';
import {
  type Arrival,
  believeNoStranger,
  parsePeers,
  PRIVATE_PEERS,
} from '../src/trusted-peers.ts';

const PEERS = parsePeers(PRIVATE_PEERS);
const CLAIMS = {
  'x-forwarded-for': '203.0.113.9, 198.51.100.7',
  'x-forwarded-host': 'console.example',
  'x-forwarded-proto': 'https',
  forwarded: 'for=203.0.113.9;proto=https',
};

const arrive = (remoteAddress: string | undefined, hops: number): IncomingHttpHeaders => {
  const arrival: Arrival = { headers: { ...CLAIMS, host: 'a' }, socket: { remoteAddress } };
  believeNoStranger(arrival, PEERS, hops);
  return arrival.headers;
};
const addressOf = (headers: IncomingHttpHeaders, hops: number) =>
  clientAddress(String(headers['x-forwarded-for']), hops);

describe('a peer', () => {
  it.each(['127.0.0.1', '10.1.2.3', '::ffff:10.1.2.3', '100.64.0.9', 'fd12::7', '::1'])(
    'in a network of ours is believed: %s',
    (peer) => {
      expect(arrive(peer, 1)).toEqual({ ...CLAIMS, host: 'a' });
      expect(addressOf(arrive(peer, 1), 1)).toBe('198.51.100.7');
      expect(addressOf(arrive(peer, 2), 2)).toBe('203.0.113.9');
    },
  );

  it.each([
    ['203.0.113.50', '203.0.113.50'],
    ['::ffff:203.0.113.50', '203.0.113.50'],
    ['2001:db8::5', '2001:db8::5'],
    ['172.32.0.1', '172.32.0.1'],
    ['11.0.0.1', '11.0.0.1'],
  ])('from elsewhere is only itself, however many hops there should be: %s', (peer, own) => {
    for (const hops of [1, 2, 5]) {
      const headers = arrive(peer, hops);
      expect(addressOf(headers, hops)).toBe(own);
      expect(Object.keys(headers).toSorted()).toEqual(['host', 'x-forwarded-for']);
    }
  });

  it('that cannot be seen is nobody', () => {
    expect(addressOf(arrive(undefined, 1), 1)).toBeNull();
  });
});

describe('a list of networks', () => {
  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/8/9',
    '10.0.0/8',
    'x/8',
    '10.0.0.0/-1',
    '::/129',
  ])('is not %j', (text) => expect(() => parsePeers(text)).toThrow(TypeError));
});

test('every server of a process has the guard once it is set', async () => {
  const { guardArrivals } = await import('../src/trusted-peers.ts');
  guardArrivals(parsePeers('10.0.0.0/8'), 1);
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.headers));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: CLAIMS });
  const seen = (await answer.json()) as IncomingHttpHeaders;
  expect(seen['x-forwarded-for']).toBe('127.0.0.1');
  expect(seen).not.toHaveProperty('x-forwarded-proto');
  server.close();
});
