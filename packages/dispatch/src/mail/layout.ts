import type { MailContent } from './message.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe between tags and in quoted attributes of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A value on one line: what a name from a form must be before it stands in a subject. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A mail of plain paragraphs and, between them, facts as name and value. */
export function layOut(mail: {
  readonly subject: string;
  readonly before: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Where the reader is asked to go, between facts and end. */
  readonly link?: { readonly label: string; readonly url: string };
  readonly after: readonly string[];
  /** Of the words (BCP 47); English where it is not said. */
  readonly language?: string;
}): MailContent {
  const subject = oneLine(mail.subject);
  const facts = mail.facts.map(([name, value]) => [name, oneLine(value)] as const);
  const text = [
    ...mail.before,
    ...(facts.length > 0 ? [facts.map(([name, value]) => `${name}: ${value}`).join('\n')] : []),
    ...(mail.link ? [`${mail.link.label}: ${mail.link.url}`] : []),
    ...mail.after,
    'Toster',
  ].join('\n\n');

  const paragraph = (line: string) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`;
  const row = ([name, value]: readonly [string, string]) =>
    `<tr><td style="padding:2px 16px 2px 0;color:#57534e">${escapeHtml(name)}</td>` +
    `<td style="padding:2px 0">${escapeHtml(value)}</td></tr>`;
  const button = ({ label, url }: { readonly label: string; readonly url: string }) =>
    `<p style="margin:0 0 16px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#1c1917;color:#fff;text-decoration:none">${escapeHtml(label)}</a></p>`;
  const html = [
    `<!doctype html><html lang="${mail.language ?? 'en'}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1917">',
    ...mail.before.map(paragraph),
    `<table role="presentation" style="margin:0 0 16px;border-collapse:collapse">${facts.map(row).join('')}</table>`,
    ...(mail.link ? [button(mail.link)] : []),
    ...mail.after.map(paragraph),
    '<p style="margin:0;color:#57534e">Toster</p></body></html>',
  ].join('\n');
  return { subject, text: `${text}\n`, html };
}

/** An instant as people of that zone write it, with the zone named. */
export function writeInstant(instant: Date, timeZone: string): string {
  return (
    new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone,
    }).format(instant) + ` (${timeZone})`
  );
}
