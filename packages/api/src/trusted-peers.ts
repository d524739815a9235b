import { type IncomingHttpHeaders, Server } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { normaliseAddress } from '@toster/auth/address-prefix';

/**
 * Where proxies of ours are unless somebody says otherwise: on this machine or in a network that the internet does not
 * reach (RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291).
 */
export const PRIVATE_PEERS =
  '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,169.254.0.0/16,::1/128,fc00::/7,fe80::/10';

/** What a peer that is no proxy of ours may not tell us. */
const FORWARDED = ['forwarded', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'];

/** A list of networks such as `10.0.0.0/8,fd00::/8`. Throws TypeError for anything else. */
export function parsePeers(text: string): BlockList {
  const peers = new BlockList();
  for (const part of text.split(',').map((each) => each.trim())) {
    const [network = '', bits, ...rest] = part.split('/');
    const family = isIP(network);
    const prefix = Number(bits);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits ?? '') || prefix > most)
      throw new TypeError('not a list of networks');
    peers.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return peers;
}

/** A request as Node hands it over, before anybody has read it. */
export type Arrival = {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/**
 * Takes from a peer that is no proxy of ours what only a proxy may say: its own address stands in `X-Forwarded-For` at
 * every place a hop might be counted to, and host and protocol are nobody's word but the request line's.
 */
export function believeNoStranger(arrival: Arrival, peers: BlockList, trustedHops: number): void {
  const address = normaliseAddress(arrival.socket.remoteAddress ?? '');
  const family = address?.includes(':') === true ? 'ipv6' : 'ipv4';
  if (address !== null && peers.check(address, family)) return;
  for (const name of FORWARDED) delete arrival.headers[name];
  arrival.headers['x-forwarded-for'] = Array(trustedHops)
    .fill(address ?? 'unknown')
    .join(', ');
}

/** Does so for every request that reaches any HTTP server of this process. */
export function guardArrivals(peers: BlockList, trustedHops: number): void {
  const emit: unknown = Reflect.get(Server.prototype, 'emit');
  if (typeof emit !== 'function') throw new TypeError('a server emits its requests');
  Server.prototype.emit = function guarded(event: string | symbol, ...args: unknown[]) {
    const [arrival] = args;
    if (event === 'request' || event === 'upgrade')
      believeNoStranger(arrival as Arrival, peers, trustedHops);
    return Reflect.apply(emit, this, [event, ...args]) as boolean;
  };
}
