import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

/** Whether the process does its work, as `GET /health` tells it. */
export type Health = { readonly ready: boolean; readonly relayedSecondsAgo: number | null };

/** Answers `GET /health` on one address: 200 when ready, 503 when not, and nothing else. */
export async function serveHealth(
  { host, port }: { readonly host: string; readonly port: number },
  look: () => Health,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    const health = look();
    response
      .writeHead(health.ready ? 200 : 503, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      })
      .end(JSON.stringify(health));
  });
  server.requestTimeout = 5_000;
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
