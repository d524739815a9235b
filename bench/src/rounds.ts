/** One thing measured: it runs for about `ms` and says how many operations it finished, or how long one took. */
export type Contender = {
  readonly name: string;
  /** Operations per second over roughly `ms` milliseconds. */
  readonly run: (ms: number) => Promise<number>;
};

export type Measured = {
  readonly name: string;
  /** Median over the rounds. */
  readonly median: number;
  /** Interquartile range over the rounds. */
  readonly spread: number;
};

const quantile = (sorted: readonly number[], q: number): number => {
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
};

/** Median and interquartile range of samples. */
export function summarise(name: string, samples: readonly number[]): Measured {
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    name,
    median: quantile(sorted, 0.5),
    spread: quantile(sorted, 0.75) - quantile(sorted, 0.25),
  };
}

/**
 * Runs the contenders in interleaved rounds, A B C then C B A, after one round of warming up: what the machine
 * does to one it does to all, so the ratios hold where the figures drift.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  ms: number,
): Promise<readonly Measured[]> {
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await contender.run(ms / 2);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const contender of order) samples.get(contender.name)?.push(await contender.run(ms));
  }
  return contenders.map(({ name }) => summarise(name, samples.get(name) ?? []));
}

/** Keeps `lanes` copies of an operation going for `ms` and returns operations per second. */
export async function throughput(
  operation: (lane: number) => Promise<unknown>,
  lanes: number,
  ms: number,
): Promise<number> {
  const started = performance.now();
  const until = started + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < until) {
        await operation(lane);
        done += 1;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - started);
}
