/** A wait that can be ended early. A wake that comes while nobody waits ends the next wait at once. */
export class Pause {
  #woken = false;
  #end: (() => void) | null = null;

  /** Ends the wait in progress, or the next one. */
  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  /** Resolves after the time or at a wake. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#end = null;
    }
    this.#woken = false;
  }
}
