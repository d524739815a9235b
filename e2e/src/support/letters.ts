import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { readE2eEnv } from '../env.ts';

const ZEntry = z.looseObject({ file: z.string(), to: z.string(), subject: z.string() });

const folder = () => join(readE2eEnv().home, 'mail');

/** What was written to somebody, oldest first. */
export function subjectsTo(address: string): readonly string[] {
  return entries()
    .filter(({ to }) => to === address)
    .map(({ subject }) => subject);
}

/** The plain texts of what was written to somebody, oldest first. */
export async function textsTo(address: string): Promise<readonly string[]> {
  const files = entries().filter(({ to }) => to === address);
  const letters = files.map(({ file }) => PostalMime.parse(readFileSync(join(folder(), file))));
  return (await Promise.all(letters)).map(({ text = '' }) => text);
}

/** The link of the newest letter of that subject to somebody, or null while it is not there. */
export async function linkTo(address: string, about: string): Promise<string | null> {
  const entry = entries().findLast(({ to, subject }) => to === address && subject === about);
  if (entry === undefined) return null;
  const { text = '', html = '' } = await PostalMime.parse(readFileSync(join(folder(), entry.file)));
  const link = /https?:\/\/\S+#\S+/u.exec(text)?.[0] ?? null;
  // Both bodies lead to the same place.
  return link !== null && html.includes(`href="${link}"`) ? link : null;
}

function entries() {
  let lines: string[];
  try {
    lines = readFileSync(join(folder(), 'index.jsonl'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
  return lines.map((line) => ZEntry.parse(JSON.parse(line)));
}
