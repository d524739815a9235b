import { inspect } from 'node:util';
import postgres from 'postgres';
import { sealContext, type TenantContext } from '../../context.ts';
import type { LoginRole } from '../../roles.ts';
import type { TestDatabase } from '../../testing/database.ts';

/** What came back from a statement, in every form in which it could tell something. */
export type Answer = {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows the statement touched. */
  readonly count: number;
  /** SQLSTATE of a refusal. */
  readonly code: string | null;
  /** Rows, notices and every field of the error, as one text. */
  readonly text: string;
};

/** Long enough for a whole file on a busy machine. */
const CONTEXT_SECONDS = 900;

/** The signed value of a context, as the application would send it. */
export const sealed = (db: TestDatabase, context: TenantContext): string =>
  sealContext(context, db.keys, Date.now(), CONTEXT_SECONDS);

/** A plain connection of a login role, with none of the guards that the application's own driver adds. */
export class Attacker {
  readonly sql: postgres.Sql;
  readonly #notices: unknown[] = [];

  constructor(db: TestDatabase, role: LoginRole = 'toster_app') {
    this.sql = postgres(db.url(role), {
      max: 1,
      idle_timeout: 0,
      onnotice: (notice) => this.#notices.push(notice),
      connection: { application_name: 'attacker', statement_timeout: 10_000 },
    });
  }

  /** Runs statements in one transaction under a context (none when null), rolls back, and returns the last answer. */
  async run(context: string | null, ...statements: readonly string[]): Promise<Answer> {
    const answers = await this.#transaction(context, statements, 'rollback');
    return answers.at(-1) as Answer;
  }

  /** As `run`, but commits, so that what can be left behind is left behind. */
  async commit(context: string | null, ...statements: readonly string[]): Promise<Answer> {
    const answers = await this.#transaction(context, statements, 'commit');
    return answers.at(-1) as Answer;
  }

  /** Runs each statement on its own under a savepoint, all in one transaction that is rolled back. */
  async runEach(context: string, statements: readonly string[]): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    await this.sql.unsafe('begin');
    await this.sql`select app.enter(${context})`;
    for (const statement of statements) {
      await this.sql.unsafe('savepoint here');
      answers.push(await this.answer(statement));
      await this.sql.unsafe('rollback to here');
    }
    await this.sql.unsafe('rollback');
    return answers;
  }

  /** What `copy … to stdout` would send. */
  async copy(context: string, statement: string): Promise<string> {
    await this.sql.unsafe('begin');
    await this.sql`select app.enter(${context})`;
    let text = '';
    try {
      const stream = await this.sql.unsafe(statement).readable();
      for await (const chunk of stream) text += String(chunk);
    } catch (error) {
      text += this.#text(facts(error));
    }
    await this.sql.unsafe('rollback');
    return text;
  }

  /** One statement, outside or inside whatever transaction is open. */
  async answer(statement: string, parameters: readonly (string | null)[] = []): Promise<Answer> {
    this.#notices.length = 0;
    try {
      const rows = await this.sql.unsafe(statement, [...parameters]);
      return {
        rows: [...rows].flat() as Answer['rows'],
        count: rows.count ?? 0,
        code: null,
        text: this.#text([...rows]),
      };
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      return {
        rows: [],
        count: 0,
        code: typeof code === 'string' ? code : 'unknown',
        text: this.#text(facts(error)),
      };
    }
  }

  close(): Promise<void> {
    return this.sql.end({ timeout: 1 });
  }

  async #transaction(
    context: string | null,
    statements: readonly string[],
    end: 'commit' | 'rollback',
  ): Promise<Answer[]> {
    const answers: Answer[] = [];
    await this.sql.unsafe('begin');
    if (context !== null) answers.push(await this.answer('select app.enter($1)', [context]));
    for (const statement of statements) answers.push(await this.answer(statement));
    const ended = await this.answer(end);
    if (end === 'commit') answers.push(ended);
    return end === 'commit' ? answers.slice(0, -1) : answers;
  }

  #text(result: unknown): string {
    return `${textOf(result)}\n${textOf(this.#notices)}`;
  }
}

/** Everything an error carries, its own message included. The query is the attacker's and is left out. */
function facts(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const {
    query: _query,
    parameters: _parameters,
    ...rest
  } = error as Error & Record<string, unknown>;
  return { ...rest, message: error.message };
}

/** Values as a reader of the wire would see them; binary ones also as text, since a value can hide in bytes. */
function textOf(value: unknown): string {
  const bytes: string[] = [];
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return String(part);
    if (
      part !== null &&
      typeof part === 'object' &&
      'type' in part &&
      part.type === 'Buffer' &&
      'data' in part
    ) {
      const buffer = Buffer.from(part.data as number[]);
      bytes.push(buffer.toString('utf8'), buffer.toString('hex'));
      return '<bytes>';
    }
    return part;
  });
  return `${text ?? inspect(value)}\n${bytes.join('\n')}`;
}
