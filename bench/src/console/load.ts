import { Agent, request } from 'node:http';

/** One call of the API, as the browser makes it. */
export type Call = { readonly path: string; readonly input: unknown };

export type Load = {
  /** Answered calls per second. */
  readonly rate: number;
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
};

/**
 * Keeps so many connections busy for a while, each with one call after the other, and times every call from the first
 * byte sent to the last byte read. Bounded in time; throws at the first answer that is not 200.
 */
export async function drive(
  baseUrl: string,
  cookie: string,
  calls: readonly Call[],
  options: { readonly connections: number; readonly ms: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  try {
    await run(agent, baseUrl, cookie, calls, options.connections, Math.min(500, options.ms / 2));
    const started = performance.now();
    const times = await run(agent, baseUrl, cookie, calls, options.connections, options.ms);
    const seconds = (performance.now() - started) / 1_000;
    times.sort((a, b) => a - b);
    return {
      rate: times.length / seconds,
      count: times.length,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
    };
  } finally {
    agent.destroy();
  }
}

async function run(
  agent: Agent,
  baseUrl: string,
  cookie: string,
  calls: readonly Call[],
  connections: number,
  ms: number,
): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + ms;
  await Promise.all(
    Array.from({ length: connections }, async (_, lane) => {
      for (let turn = lane; performance.now() < until; turn += 1) {
        const call = calls[turn % calls.length];
        if (call === undefined) throw new Error('there is nothing to call');
        times.push(await once(agent, baseUrl, cookie, call));
      }
    }),
  );
  return times;
}

function once(agent: Agent, baseUrl: string, cookie: string, call: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(call.input);
    const started = performance.now();
    const sent = request(
      `${baseUrl}/api/trpc/${call.path}`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-toster-csrf': '1',
          cookie,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const took = performance.now() - started;
          if (response.statusCode === 200) return resolve(took);
          const text = Buffer.concat(chunks).toString().slice(0, 300);
          reject(new Error(`${call.path}: ${response.statusCode} ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
