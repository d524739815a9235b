import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ZFrame = z.object({
  functionName: z.string(),
  url: z.string(),
  lineNumber: z.int(),
  columnNumber: z.int(),
});
const ZProfile = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: ZFrame })),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
const ZTargets = z.array(z.object({ title: z.string(), webSocketDebuggerUrl: z.string() }));
const ZReply = z.object({
  id: z.int().optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
});

type Frame = z.infer<typeof ZFrame>;

const INSPECTOR = 'http://127.0.0.1:9229/json/list';

/** Where a process spends its CPU, by what the code is for; shares of what was not idle. */
export type Profile = readonly { readonly what: string; readonly share: number }[];

/**
 * Takes a CPU profile of a running Node process while `work` goes on. The process is asked to open its inspector
 * (SIGUSR1) on the loopback address and stays as it was otherwise.
 */
export async function profileOf(pid: number, work: () => Promise<unknown>): Promise<Profile> {
  process.kill(pid, 'SIGUSR1');
  const session = await connect(pid);
  try {
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 500 });
    await session.send('Profiler.start');
    await work();
    const { profile } = z.object({ profile: ZProfile }).parse(await session.send('Profiler.stop'));
    return sharesOf(profile);
  } finally {
    session.close();
  }
}

function sharesOf({ nodes, samples, timeDeltas }: z.infer<typeof ZProfile>): Profile {
  const kinds = new Map(nodes.map(({ id, callFrame }) => [id, kindOf(callFrame)]));
  const totals = new Map<string, number>();
  samples.forEach((id, index) => {
    const kind = kinds.get(id) ?? 'other';
    if (kind !== IDLE) totals.set(kind, (totals.get(kind) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const sum = [...totals.values()].reduce((a, b) => a + b, 0);
  return [...totals]
    .map(([what, time]) => ({ what, share: time / sum }))
    .toSorted((a, b) => b.share - a.share);
}

const IDLE = 'idle';

/** What code is for, by the source file it was compiled from. The first that fits. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\/zod(?:@|\/)/, 'zod: inputs and outputs'],
  [/\/(?:postgres|drizzle-orm)@|packages\/db\//, 'SQL: driver, Drizzle, transactions'],
  [/packages\/(?:auth|crypto)\/|\/jose@|node:(?:internal\/)?crypto/, 'authentication and signing'],
  [/\/@trpc[+/]/, 'tRPC'],
  [/packages\/(?:api|audit|contracts)\//, 'procedures and rights'],
  [/\/next(?:@|\/)|apps\/admin\/|\/react|turbopack/, 'Next: routing, proxy, route handlers'],
  [
    /node:(?:_?http|net|internal\/(?:http|streams|stream_base|webstreams|deps\/undici|fetch)|stream|internal\/url|buffer|events)/,
    'HTTP and streams of Node',
  ],
  [/^node:/, 'Node itself'],
];

function kindOf(frame: Frame): string {
  if (frame.functionName === '(idle)') return IDLE;
  if (frame.functionName === '(garbage collector)') return 'garbage collection';
  if (frame.functionName === '(program)' || frame.url === '') return 'native code and system calls';
  const source = frame.url.startsWith('file:') ? originOf(frame) : frame.url;
  return KINDS.find(([pattern]) => pattern.test(source))?.[1] ?? 'other';
}

const maps = new Map<string, SourceMap | null>();

/** The source a place in a bundle was compiled from; the bundle itself where nothing says. */
function originOf(frame: Frame): string {
  const path = fileURLToPath(frame.url);
  let map = maps.get(path);
  if (map === undefined) {
    // Next leaves the maps of the server's chunks outside the standalone folder.
    const built = path.replace(/\/standalone\/apps\/admin\/[^/]+\//, '/');
    const file = [`${path}.map`, `${built}.map`].find((each) => existsSync(each));
    map =
      file === undefined ? null : new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as never);
    maps.set(path, map);
  }
  const entry = map?.findEntry(frame.lineNumber, frame.columnNumber);
  if (entry === undefined || !('originalSource' in entry) || entry.originalSource === '')
    return path;
  return decodeURIComponent(entry.originalSource);
}

type Session = {
  readonly send: (method: string, params?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly close: () => void;
};

async function connect(pid: number): Promise<Session> {
  const socket = new WebSocket(await debuggerOf(pid));
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = ZReply.parse(JSON.parse(String(data)));
    const call = id === undefined ? undefined : waiting.get(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(JSON.stringify(error)));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the inspector does not answer')));
  });
  let last = 0;
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}

/** The inspector of that process: another one may hold the port. */
async function debuggerOf(pid: number): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until;) {
    try {
      const targets = ZTargets.parse(await (await fetch(INSPECTOR)).json());
      const own = targets.find(
        ({ title }) => title.includes(`[${pid}]`) || title.endsWith('server.js'),
      );
      if (own !== undefined) return own.webSocketDebuggerUrl;
    } catch {
      // Not open yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(
    'The console does not open its inspector on port 9229: does another program hold it?',
  );
}
