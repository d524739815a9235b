import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const DOCUMENT = new URL('../../docs/benchmarks.md', import.meta.url);

const begin = (part: string) => `<!-- bench:${part} -->`;
const end = (part: string) => `<!-- /bench:${part} -->`;

/** Replaces what docs/benchmarks.md says about a part, or adds it at the end; the rest stays. */
export function writeSection(part: string, section: string): void {
  writeFileSync(DOCUMENT, withSection(readFileSync(DOCUMENT, 'utf8'), part, section, measuredOn()));
}

/** The page with one part renewed. */
export function withSection(page: string, part: string, section: string, note: string): string {
  const block = `${begin(part)}\n${note}\n\n${section.trim()}\n\n${end(part)}`;
  const from = page.indexOf(begin(part));
  if (from === -1) return `${page.trimEnd()}\n\n${block}\n`;
  const to = page.indexOf(end(part));
  if (to < from) throw new Error(`docs/benchmarks.md: ${part} has no end`);
  return page.slice(0, from) + block + page.slice(to + end(part).length);
}

function measuredOn(): string {
  const [cpu] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `*${day}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, Node ${process.versions.node}.*`;
}
