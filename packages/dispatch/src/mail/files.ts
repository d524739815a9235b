import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { MailTransport } from './message.ts';

const ZEntry = z.object({
  id: z.uuid(),
  file: z.string(),
  to: z.string(),
  subject: z.string(),
  writtenAt: z.iso.datetime(),
});

/** A line of the folder's index. */
export type MailFile = z.infer<typeof ZEntry>;

const INDEX = 'index.jsonl';

/**
 * For TOSTER_ENV=local only: writes each mail as `<folder>/<id>.eml` and a line of `index.jsonl`.
 * A repeated attempt finds the file and writes nothing. Readable by the owner alone.
 */
export function fileTransport(options: {
  readonly folder: string;
  readonly from: string;
}): MailTransport {
  const compose = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    send: async ({ id, to, content }) => {
      const file = `${z.uuid().parse(id)}.eml`;
      const path = join(options.folder, file);
      if (existsSync(path)) return;
      mkdirSync(options.folder, { recursive: true, mode: 0o700 });
      const { message } = await compose.sendMail({
        from: options.from,
        to: { name: '', address: to },
        messageId: `<${id}@toster.invalid>`,
        ...content,
      });
      if (!Buffer.isBuffer(message)) throw new TypeError('The mail was not composed in memory');
      const entry: MailFile = {
        id,
        file,
        to,
        subject: content.subject,
        writtenAt: new Date().toISOString(),
      };
      // Renamed when complete and indexed first: a kill in between repeats the attempt, loses nothing.
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, message, { mode: 0o600 });
      appendFileSync(join(options.folder, INDEX), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      renameSync(unfinished, path);
    },
    close: () => undefined,
  };
}

/** The mails of the folder, newest first; none when the folder does not exist. */
export function listMailFiles(folder: string): readonly MailFile[] {
  const index = join(folder, INDEX);
  if (!existsSync(index)) return [];
  const entries = new Map<string, MailFile>();
  for (const line of readFileSync(index, 'utf8').split('\n')) {
    const entry = ZEntry.safeParse(parseJson(line));
    if (entry.success) entries.set(entry.data.id, entry.data);
  }
  return [...entries.values()].toReversed();
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
