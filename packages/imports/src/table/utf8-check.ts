/** Looks at bytes piece by piece and says whether they are UTF-8 throughout, also over the cuts between pieces. */
export class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #isUtf8 = true;

  add(bytes: Uint8Array): void {
    if (!this.#isUtf8) return;
    try {
      this.#decoder.decode(bytes, { stream: true });
    } catch {
      this.#isUtf8 = false;
    }
  }

  /** Whether everything up to here was, with nothing cut off at the end. */
  holds(): boolean {
    if (!this.#isUtf8) return false;
    try {
      this.#decoder.decode();
      return true;
    } catch {
      return false;
    }
  }
}
