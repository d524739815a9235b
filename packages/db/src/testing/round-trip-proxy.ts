import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy before a server, with a fixed delay and a counter of round trips. */
export type RoundTripProxy = {
  /** The server's URL with the proxy's address. */
  readonly url: string;
  /** Answers that followed a request since the last reset, over all connections. */
  roundTrips(): number;
  /** Starts counting from zero. */
  reset(): void;
  /** Swallows everything from now on without closing a socket, as a dead network does. */
  blackHole(): void;
  /** Drops what the server sends from now on; requests still reach it. */
  muteServer(): void;
  /** Cuts all connections at once. */
  sever(): void;
  close(): Promise<void>;
};

type Mode = 'forward' | 'mute' | 'hole';

/** Starts a proxy before the server of `serverUrl` that holds each packet for `delayMs` each way. */
export async function startRoundTripProxy(
  serverUrl: string,
  delayMs: number,
): Promise<RoundTripProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let mode: Mode = 'forward';
  let count = 0;

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({
      host: target.hostname,
      port: Number(target.port),
      noDelay: true,
    });
    let asked = false;
    client.on('data', (bytes) => {
      asked = true;
      later(() => mode !== 'hole' && upstream.writable && upstream.write(bytes));
    });
    upstream.on('data', (bytes) => {
      if (asked) count += 1;
      asked = false;
      later(() => mode === 'forward' && client.writable && client.write(bytes));
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        later(() => mode === 'forward' && other.destroy());
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  const sever = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    roundTrips: () => count,
    reset: () => {
      count = 0;
    },
    blackHole: () => {
      mode = 'hole';
    },
    muteServer: () => {
      mode = 'mute';
    },
    sever,
    close: async () => {
      sever();
      server.close();
      await once(server, 'close');
    },
  };

  function later(action: () => unknown): void {
    if (delayMs === 0) action();
    else setTimeout(action, delayMs);
  }
}
