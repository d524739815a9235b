import { createServer } from 'node:net';

/** Whether a server could listen on this port of the loopback address now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

/** The first free port of the loopback address at or above `from`. */
export async function nextFreePort(from: number, attempts = 200): Promise<number> {
  for (let port = from; port < from + attempts && port < 65_536; port++) {
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port between ${from} and ${from + attempts - 1} on 127.0.0.1.`);
}
