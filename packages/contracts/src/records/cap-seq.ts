const LARGEST = '9223372036854775807';
const WHOLE = /^(0|[1-9]\d{0,18})$/;

/** Whether a text is a position in the order of capture: a whole number that fits into 64 bits with a sign. */
export function isCapSeq(text: string): boolean {
  // Of two numbers with as many digits, the larger is the later in the alphabet too.
  return WHOLE.test(text) && (text.length < LARGEST.length || text <= LARGEST);
}
