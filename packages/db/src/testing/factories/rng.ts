import { randomBytes } from 'node:crypto';

/** A source of repeatable random choices. Not for secrets. */
export type Rng = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** One entry, drawn in proportion to its weight. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T;
  /** `count` different entries of a list, in random order; fewer when the list is shorter. */
  sample<T>(list: readonly T[], count: number): T[];
  /** `digits` decimal digits. */
  digits(digits: number): string;
};

/** SplitMix32: full period over 32 bits, the same numbers on every machine. */
function splitMix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** FNV-1a over UTF-16 units: turns a name into a seed. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A random source that draws the same choices for the same seed. */
export function createRng(seed: string | number): Rng {
  const draw = splitMix32(typeof seed === 'string' ? seedOf(seed) : seed);
  const next = () => draw() / 0x1_0000_0000;
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    const entry = list[int(0, list.length - 1)];
    if (entry === undefined) throw new RangeError('cannot pick from an empty list');
    return entry;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted: (entries) => {
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [entry, weight] of entries) {
        rest -= weight;
        if (rest < 0) return entry;
      }
      return pick(entries)[0];
    },
    sample: (list, count) => {
      const left = [...list];
      const taken = [];
      while (taken.length < count && left.length > 0)
        taken.push(...left.splice(int(0, left.length - 1), 1));
      return taken;
    },
    digits: (digits) => Array.from({ length: digits }, () => int(0, 9)).join(''),
  };
}

/** A random source that differs at every call: what tests use when they do not care. */
export function freshRng(): Rng {
  return createRng(randomBytes(4).readUInt32BE());
}
