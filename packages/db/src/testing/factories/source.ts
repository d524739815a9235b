import { createRng, freshRng, type Rng } from './rng.ts';

/** Where factories take ids, choices and the time from. The same seed and clock make the same rows. */
export type Source = {
  readonly rng: Rng;
  readonly now: Date;
  /** A UUIDv7-shaped id (RFC 9562 §5.7) of that instant; its random bits come from the random source. */
  id(at?: Date): string;
};

/** A source that repeats itself exactly for the same seed and time. */
export function seededSource(seed: string | number, now: Date): Source {
  return sourceOf(createRng(seed), now);
}

/** A source that differs at every call. */
export function freshSource(now: Date = new Date()): Source {
  return sourceOf(freshRng(), now);
}

function sourceOf(rng: Rng, now: Date): Source {
  const hex = (bits: number) =>
    rng
      .int(0, 2 ** bits - 1)
      .toString(16)
      .padStart(bits / 4, '0');
  return {
    rng,
    now,
    id: (at = now) => {
      const time = at.getTime().toString(16).padStart(12, '0');
      const variant = rng.int(8, 11).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-${variant}${hex(12)}-${hex(24)}${hex(24)}`;
    },
  };
}
