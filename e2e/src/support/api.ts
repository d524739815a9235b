import type { APIRequestContext, APIResponse } from '@playwright/test';
import { type ClientError, parseClientError } from '@toster/contracts/errors';
import { ZListMenuOutput, type MenuItem } from '@toster/contracts/schemas/menu';
import { ZGetSessionOutput, type GetSessionOutput } from '@toster/contracts/schemas/session';
import { z } from 'zod';
import { OWN_SITE } from './session.ts';

const ZAnswer = z.looseObject({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.looseObject({ data: z.unknown() }).optional(),
});

/** What the API answered: its data, or its error; the other is null. */
export type Answer = {
  readonly status: number;
  readonly data: unknown;
  readonly error: ClientError | null;
  readonly text: string;
};

/** Calls a procedure over HTTP with the cookies at hand. */
export async function call(
  request: APIRequestContext,
  path: string,
  input: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return answerOf(
    await request.post(`/api/trpc/${path}`, { headers: { ...OWN_SITE, ...headers }, data: input }),
  );
}

/** Reads an answer of the API. */
export async function answerOf(response: APIResponse): Promise<Answer> {
  const text = await response.text();
  const parsed = ZAnswer.safeParse(JSON.parse(text));
  const { result, error } = parsed.data ?? {};
  return {
    status: response.status(),
    data: result?.data ?? null,
    error: parseClientError(error?.data),
    text,
  };
}

/** Calls a procedure that must succeed; the answer in its contract's form. */
export async function ask<S extends z.ZodType>(
  request: APIRequestContext,
  path: string,
  input: unknown,
  output: S,
): Promise<z.output<S>> {
  const answer = await call(request, path, input);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return output.parse(answer.data);
}

/** Who is signed in, and where they work. */
export function sessionOf(request: APIRequestContext): Promise<GetSessionOutput> {
  return ask(request, 'session.get', {}, ZGetSessionOutput);
}

/** The first establishment whose menu the caller sees. */
export async function firstLocation(
  request: APIRequestContext,
): Promise<{ id: string; name: string }> {
  const { locations, permissions } = await sessionOf(request);
  const reach = permissions['menu.read'];
  const location = locations.find(({ id }) => reach?.all === true || reach?.locations.includes(id));
  if (location === undefined) throw new Error('There is no establishment.');
  return location;
}

/** Every dish of an establishment. */
export async function dishesOf(
  request: APIRequestContext,
  locationId: string,
): Promise<readonly MenuItem[]> {
  const menu = await ask(request, 'menu.list', { locationId }, ZListMenuOutput);
  return menu.categories.flatMap((category) => category.items);
}
