import type { ImportProgress } from '@toster/imports/import-run';

const BAR_CHARACTERS = 30;
const REDRAW_MS = 100;
const LINE_MS = 1_000;

/** Where the command writes: results to `out`, progress and problems to `err`. */
export type Terminal = {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
};

/** Shows progress: a bar that redraws itself on a terminal, a line each second elsewhere. */
export class ProgressBar {
  readonly #terminal: Terminal;
  readonly #progress: ImportProgress;
  readonly #totalBytes: number;
  readonly #noun: string;
  readonly #timer: NodeJS.Timeout;
  #isDrawn = false;

  constructor(terminal: Terminal, progress: ImportProgress, totalBytes: number, noun: string) {
    this.#terminal = terminal;
    this.#progress = progress;
    this.#totalBytes = totalBytes;
    this.#noun = noun;
    const isTty = terminal.err.isTTY === true;
    this.#timer = setInterval(() => this.#draw(), isTty ? REDRAW_MS : LINE_MS);
  }

  #draw(): void {
    const { phase, bytes, lines, totalLines, items } = this.#progress;
    const [part, whole] = phase === 'checking' ? [bytes, this.#totalBytes] : [lines, totalLines];
    const done = whole === 0 ? 1 : Math.min(part / whole, 1);
    const percent = `${Math.floor(done * 100)} %`.padStart(5);
    const text = `${phase === 'checking' ? 'Checking ' : 'Importing'} ${percent}  ${plural(items, this.#noun)}`;
    if (this.#terminal.err.isTTY !== true) {
      this.#terminal.err.write(`${text}\n`);
      return;
    }
    const filled = Math.round(done * BAR_CHARACTERS);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_CHARACTERS - filled);
    this.#terminal.err.write(`\r\u001B[2K${bar} ${text}`);
    this.#isDrawn = true;
  }

  /** Writes a line that stays, above the bar. */
  note(line: string): void {
    this.#clear();
    this.#terminal.err.write(`${line}\n`);
  }

  #clear(): void {
    if (this.#isDrawn) this.#terminal.err.write('\r\u001B[2K');
    this.#isDrawn = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#clear();
  }
}

/** A whole number with its thousands apart. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** `1 order`, `2 orders`, `3 dishes`. */
export function plural(number: number, noun: string): string {
  const ending = number === 1 ? '' : noun.endsWith('sh') ? 'es' : 's';
  return `${count(number)} ${noun}${ending}`;
}

const EXCERPT_CHARACTERS = 100;

/** The beginning of somebody else's text, safe to print: no control character reaches the terminal. */
export function excerpt(text: string): string {
  const safe = text.replaceAll(/\p{C}/gu, (character) => (character === '\t' ? '  ' : '·'));
  return safe.length > EXCERPT_CHARACTERS ? `${safe.slice(0, EXCERPT_CHARACTERS)}…` : safe;
}
