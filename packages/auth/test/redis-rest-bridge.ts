import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createClient } from '@redis/client';
import { z } from 'zod';

const ZCommand = z.array(z.union([z.string(), z.number()])).min(1);

/**
 * Redis over REST as Upstash documents it: a command as a JSON array by POST, `{result}` or `{error}` back, a bearer
 * token, results in base64 for who asks for them so.
 */
export async function openRestBridge(redisUrl: string, token: string) {
  const redis = createClient({ url: redisUrl, disableOfflineQueue: true });
  redis.on('error', () => undefined);
  await redis.connect();
  const server = createServer((request, response) => {
    const answer = async (): Promise<[number, unknown]> => {
      if (request.headers.authorization !== `Bearer ${token}`)
        return [401, { error: 'Unauthorized' }];
      const command = ZCommand.parse(JSON.parse(await textOf(request)));
      try {
        const result = await redis.sendCommand(withoutFlags(command.map(String)));
        const isEncoded = request.headers['upstash-encoding'] === 'base64';
        return [200, { result: isEncoded ? encoded(result) : result }];
      } catch (error) {
        return [400, { error: error instanceof Error ? error.message : 'failed' }];
      }
    };
    void answer().then(
      ([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      },
      () => response.writeHead(500).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      redis.destroy();
    },
  };
}

/** Upstash knows a flag that plain Redis does not: the same script without it has another digest. */
const digests = new Map<string, string>();

function withoutFlags([name = '', script = '', ...rest]: readonly string[]): string[] {
  if (/^evalsha$/i.test(name)) return [name, digests.get(script) ?? script, ...rest];
  if (!/^eval$/i.test(name) || !script.startsWith('#!lua flags=allow-key-locking'))
    return [name, ...(script === '' && rest.length === 0 ? [] : [script, ...rest])];
  const plain = script.slice(script.indexOf('\n') + 1);
  const digestOf = (text: string) => createHash('sha1').update(text).digest('hex');
  digests.set(digestOf(script), digestOf(plain));
  return [name, plain, ...rest];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** `OK` is never encoded. */
function encoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encoded);
  return typeof value === 'string' && value !== 'OK'
    ? Buffer.from(value, 'utf8').toString('base64')
    : value;
}
