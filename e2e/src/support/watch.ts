import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

/**
 * Notes what a browser should never show: errors on its console, uncaught exceptions, breaches of
 * the content security policy, requests to any other origin, and answers that are server errors.
 */
export class Watch {
  readonly findings: string[] = [];
  readonly #origin: string;
  readonly #expected = new Set<number>();
  readonly #lost = new Set<string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The browser writes every refused request on its console; these refusals are what the test is about. */
  expectStatus(...statuses: readonly number[]): void {
    for (const status of statuses) this.#expected.add(status);
  }

  /** Requests to addresses with this text get no answer; that is what the test is about. */
  expectLost(text: string): void {
    this.#lost.add(text);
  }

  /** Begins to note what happens in a browser, on pages opened later too. */
  async follow(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (breach) => {
        console.error(`CSP ${breach.violatedDirective} ${breach.blockedURI} ${breach.sample}`);
      });
    });
    context.on('console', (message) => this.#onConsole(message));
    context.on('weberror', (error) => this.#note('exception', error.error().message, error.page()));
    context.on('request', (request) => {
      const url = new URL(request.url());
      const local = url.origin === this.#origin || url.protocol === 'data:';
      if (!local) this.#note('foreign request', url.href);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) this.#note('server error', response.url());
    });
  }

  #onConsole(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const status = /^Failed to load resource: .*status of (\d{3})/.exec(message.text())?.[1];
    if (status !== undefined && this.#expected.has(Number(status))) return;
    const { url } = message.location();
    const failed = message.text().startsWith('Failed to load resource: net::');
    if (failed && [...this.#lost].some((text) => url.includes(text))) return;
    this.#note('console', `${message.text()} (${url})`, message.page());
  }

  #note(kind: string, text: string, page?: Page | null): void {
    this.findings.push(`${kind}: ${text}${page ? ` on ${page.url()}` : ''}`);
  }
}
