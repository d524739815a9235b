import { readFileSync } from 'node:fs';
import type { AccessSummary, ProcedureMeta } from '@toster/api/access';
import { MAX_BATCH_SIZE } from '@toster/api/handlers';
import { guestRouter } from '@toster/api/guests/guest.router';
import { appRouter } from '@toster/api/root';
import { ERROR_CODES } from '@toster/contracts/error-codes';
import type { z } from 'zod';
import { schemaText } from './schema-text.ts';

type Procedure = {
  readonly _def: {
    readonly type: string;
    readonly meta?: ProcedureMeta;
    readonly inputs: readonly z.ZodType[];
    readonly output?: z.ZodType;
  };
};

const HEAD = `# API

Generated from the router by \`node scripts/generate-api-docs.ts\`; a test keeps it current.

Every procedure is called by \`POST /api/trpc/<procedure>\` with a JSON body (at most 1 MiB), the session's cookies and the
header \`x-toster-csrf: 1\`; up to ${MAX_BATCH_SIZE} calls travel in one request (\`?batch=1\`). Queries come by POST as well: a query
string ends up in histories and logs. Unknown members of an input are refused, members of an output are picked. Instants
are UTC (RFC 3339), money is whole minor units, ids are UUIDs.

A mutation may carry an \`idempotency-key\` (8 to 64 of letters, digits, \`-\` and \`_\`): the same call with the same key is done
once and answered alike for a day, but for \`session.stepUp\`, \`session.switchOrg\` and \`session.revokeAll\`, whose answer is a cookie, and \`profile.changePassword\`, of whose input nothing may be kept. Where a *fresh proof* is asked for, the caller must have proved who they are within the
last five minutes (\`session.stepUp\`), else the answer is \`STEP_UP_REQUIRED\`.

Beside the procedures stand \`POST /api/auth/sign-in\` (\`{ email, password }\`), \`POST /api/auth/refresh\`,
\`POST /api/auth/sign-out\` and \`GET /api/health\`.
`;

const GUESTS = `# API of guests

A router of its own at \`POST /api/guest/trpc/<procedure>\`, under the same rules, with the cookies of a guest's session. Beside it
stand \`POST /api/guest/ask-code\` (\`{ slug, email, language }\`, answers \`{ challenge }\`), \`/api/guest/enter-code\`
(\`{ challenge, code }\`), \`/api/guest/refresh\` and \`/api/guest/sign-out\`. Whoever calls sees what is theirs; there are no roles. A
session may call 120 times a minute ([limits](security/limits.md), [ADR 22](adr/0022-guests.md)).
`;

const PLACES: Readonly<Record<AccessSummary['at'], string>> = {
  anywhere: 'wherever the permission reaches',
  organisation: 'for the whole organisation',
  location: 'at `locationId`; any other place is NOT_FOUND',
  row: 'at the record `id`; a record out of sight is NOT_FOUND',
};

/** The API as a Markdown page: the whole content of `docs/api.md`. `files` are those that hold procedures. */
export async function renderApiDocument(files: readonly string[]): Promise<string> {
  const comments = await readComments(files);
  const sectionsOf = (procedures: Procedures) =>
    procedures.map(([path, procedure]) => section(path, procedure, comments));
  const [staff, guests] = [proceduresOf(appRouter), proceduresOf(guestRouter)];
  const parts = [HEAD, overview(staff), ...sectionsOf(staff), GUESTS, ...sectionsOf(guests)];
  return `${[...parts, errors()].join('\n')}\n`;
}

type Procedures = readonly (readonly [string, Procedure])[];

/** The procedures of a router by path. */
function proceduresOf({ _def }: { readonly _def: { readonly procedures: object } }): Procedures {
  const found = _def.procedures as Readonly<Record<string, Procedure>>;
  return Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1));
}

function overview(procedures: Procedures): string {
  const rows = procedures.map(([path, { _def }]) => {
    const access = accessOf(path, _def.meta);
    const cells = [
      `[\`${path}\`](#${path.replace('.', '').toLowerCase()})`,
      _def.type,
      access.permissions.map((name) => `\`${name}\``).join(' or ') || 'own account',
      access.event === null ? '' : `\`${access.event}\``,
      access.stepUp ? 'yes' : '',
      String(access.cost),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| procedure | kind | permission | event | fresh proof | cost |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function section(path: string, { _def }: Procedure, comments: ReadonlyMap<string, string>): string {
  const access = accessOf(path, _def.meta);
  const [input] = _def.inputs;
  const comment = comments.get(path);
  if (input === undefined || _def.output === undefined || comment === undefined) {
    throw new Error(`${path} lacks input, output or doc comment`);
  }
  const facts = [
    access.audience === 'tenant'
      ? `Permission ${access.permissions.map((name) => `\`${name}\``).join(' or ')} ${PLACES[access.at]}.`
      : null,
    access.also.length > 0
      ? `With it, where the input asks for more: ${access.also.map((name) => `\`${name}\``).join(', ')}.`
      : null,
    fieldsOf(access).length > 0
      ? `Each of ${fieldsOf(access).join(', ')} that the input changes must be the role's to change.`
      : null,
  ].filter((fact) => fact !== null);
  return [
    `## ${path}`,
    '',
    [comment, ...facts].join(' '),
    '',
    '```ts',
    `input ${schemaText(input, 'input')}`,
    '',
    `output ${schemaText(_def.output, 'output')}`,
    '```',
    '',
  ].join('\n');
}

/** The fields that an input may change, each once. */
function fieldsOf(access: AccessSummary): readonly string[] {
  return [...new Set(Object.values(access.writes))].toSorted().map((field) => `\`${field}\``);
}

function errors(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { http, message }]) => `| \`${code}\` | ${http} | ${message} |`,
  );
  return [
    '## Errors',
    '',
    'All there are; anything else leaves as `INTERNAL`.',
    '',
    '| code | HTTP | message |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function accessOf(path: string, meta: ProcedureMeta | undefined): AccessSummary {
  if (meta?.access === undefined) throw new Error(`${path} declares no access`);
  return meta.access;
}

/** The doc comments of the procedures, from the files that export them. */
async function readComments(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<unknown, string>(
    [...proceduresOf(appRouter), ...proceduresOf(guestRouter)].map(([path, procedure]) => [
      procedure,
      path,
    ]),
  );
  const comments = new Map<string, string>();
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    const exported = (await import(file)) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(exported)) {
      const path = paths.get(value);
      if (path !== undefined) comments.set(path, commentOf(source, name));
    }
  }
  return comments;
}

/** The doc comment above an exported constant, as one paragraph. */
function commentOf(source: string, name: string): string {
  const [before] = source.split(`export const ${name} = `);
  const comment = before?.trimEnd().endsWith('*/')
    ? before.slice(before.lastIndexOf('/**') + 3, before.lastIndexOf('*/'))
    : '';
  const words = comment
    .replaceAll(/^\s*\* ?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (words === '') throw new Error(`${name} has no doc comment`);
  return words;
}
