const COUNTER_LIMIT = 0x1000;

let lastMilliseconds = 0;
let counter = 0;

/**
 * A new UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, a 12 bit counter
 * (§6.2, method 1, seeded at random in its lower half), 62 random bits. Ids made by one process
 * sort in the order they were made, even when the clock stands still or steps back.
 */
export function newId(): string {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(10));
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    counter = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x7ff;
  } else {
    counter += 1;
    if (counter >= COUNTER_LIMIT) {
      lastMilliseconds += 1;
      counter = 0;
    }
  }
  const time = lastMilliseconds.toString(16).padStart(12, '0');
  const sequence = counter.toString(16).padStart(3, '0');
  const variant = (((random[2] ?? 0) & 0x3f) | 0x80).toString(16);
  const tail = Array.from(random.subarray(3), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}
