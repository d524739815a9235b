import { isSecret, type Part, type Setting } from './collect.ts';

const BEGIN = '<!-- settings:begin, written by `node scripts/generate-settings.ts` -->';
const END = '<!-- settings:end -->';

/** The example of an environment: what must be set is empty, what has a default is commented out. */
export function renderExample(settings: readonly Setting[]): string {
  const needs = (setting: Setting) =>
    setting.requiredBy.length > 0 || setting.needed === 'outside local';
  const required = settings.filter((setting) => needs(setting));
  const optional = settings.filter((setting) => !needs(setting));
  return [
    '# The settings of Toster, for a deployment outside `local`. `npm start` on one machine needs none of them.',
    '# Written by `node scripts/generate-settings.ts` from the schemas that read them; a test fails when it is out of date.',
    '# Give each process only the variables marked for it. Nothing reads a file of this name by itself:',
    '#   node --env-file=.env scripts/migrate.ts',
    '',
    '# ---- must be set ----',
    ...required.flatMap((setting) => [
      '',
      ...comment(setting),
      `${setting.name}=${start(setting)}`,
    ]),
    '',
    '# ---- may be set ----',
    ...optional.flatMap((setting) => [
      '',
      ...comment(setting),
      `# ${setting.name}=${setting.default ?? ''}`,
    ]),
    '',
  ].join('\n');
}

/** The table of the settings that some parts read, for the documents. */
export function renderTable(settings: readonly Setting[], parts: readonly Part[]): string {
  const rows = settings.filter(({ readBy }) => readBy.some((part) => parts.includes(part)));
  const isOne = parts.length === 1;
  return [
    BEGIN,
    '',
    isOne ? '| variable | needed | meaning |' : '| variable | read by | needed | meaning |',
    isOne ? '|---|---|---|' : '|---|---|---|---|',
    ...rows.map((setting) =>
      [
        `| \`${setting.name}\``,
        ...(isOne ? [] : [setting.readBy.join(', ')]),
        needed(setting, parts),
        `${setting.meaning.replaceAll('|', '\\|')} |`,
      ].join(' | '),
    ),
    '',
    END,
  ].join('\n');
}

/** A document with its table of settings renewed. Throws when it has no place for one. */
export function withTable(document: string, table: string): string {
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from === -1 || to < from) throw new Error('The document has no place for the settings.');
  return document.slice(0, from) + table + document.slice(to + END.length);
}

function needed(setting: Setting, parts: readonly Part[]): string {
  const ofThese = (some: readonly Part[]) => some.some((part) => parts.includes(part));
  if (ofThese(setting.requiredBy)) return 'yes';
  if (setting.needed !== undefined) return setting.needed;
  return ofThese(setting.defaultFor) ? `default \`${setting.default}\`` : 'no';
}

function start(setting: Setting): string {
  if (isSecret(setting)) return '';
  return setting.name === 'TOSTER_ENV' ? 'production' : (setting.default ?? '');
}

function comment(setting: Setting): string[] {
  const facts = [
    `read by ${setting.readBy.join(', ')}`,
    ...(setting.requiredBy.length > 0
      ? [`needed by ${setting.requiredBy.join(', ')}`]
      : setting.needed === undefined
        ? []
        : [`needed ${setting.needed}`]),
    ...(isSecret(setting) ? ['secret'] : []),
  ];
  return wrap(`${setting.meaning} (${facts.join('; ')})`, 116).map((line) => `# ${line}`);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
