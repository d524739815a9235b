import { EVENTS } from '@toster/contracts/events';
import { MATRIX } from '@toster/contracts/rbac/matrix';
import { NOT_YET_BUILT } from '@toster/contracts/rbac/not-yet-built';
import { useLimitOf } from '@toster/contracts/rbac/uses';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { procedures } from './procedures.ts';

const notYetBuilt: ReadonlySet<string> = new Set(NOT_YET_BUILT);

/** Every object schema inside a schema, with its path. */
function objectsIn(
  schema: z.core.$ZodType,
  path = 'input',
): readonly (readonly [string, z.core.$ZodObject])[] {
  const def = (schema as z.ZodType).def as unknown as Readonly<Record<string, unknown>>;
  const inner = ['innerType', 'element', 'valueType', 'in', 'out', 'left', 'right'].flatMap((key) =>
    def[key] instanceof z.core.$ZodType ? objectsIn(def[key], `${path}.${key}`) : [],
  );
  const options = Array.isArray(def['options'])
    ? (def['options'] as z.core.$ZodType[]).flatMap((option) => objectsIn(option, path))
    : [];
  if (!(schema instanceof z.core.$ZodObject)) return [...inner, ...options];
  const members = Object.entries(schema._zod.def.shape).flatMap(([name, member]) =>
    objectsIn(member, `${path}.${name}`),
  );
  return [[path, schema], ...members, ...inner, ...options];
}

describe.each(procedures())('%s', (_path, { _def }) => {
  const access = _def.meta?.access;

  test('declares its access', () => {
    expect(access).toBeDefined();
    expect(access?.cost).toBeGreaterThan(0);
    if (access?.audience === 'tenant') expect(access.permissions.length).toBeGreaterThan(0);
  });

  test('asks only for permissions whose feature is said to exist', () => {
    for (const permission of [...(access?.permissions ?? []), ...(access?.also ?? [])]) {
      expect(MATRIX[permission]).toBeDefined();
      expect({ permission, missing: notYetBuilt.has(permission) }).toEqual({
        permission,
        missing: false,
      });
    }
  });

  test('has one strict input, down to the last object', () => {
    expect(_def.inputs).toHaveLength(1);
    const objects = _def.inputs.flatMap((input) => objectsIn(input));
    expect(objects.length).toBeGreaterThan(0);
    for (const [path, schema] of objects) {
      expect(schema._zod.def.catchall, `${path} takes unknown keys`).toBeInstanceOf(
        z.core.$ZodNever,
      );
    }
  });

  test('picks its output', () => {
    const { output } = _def;
    expect(output).toBeInstanceOf(z.core.$ZodObject);
    if (output === undefined) return;
    for (const [path, schema] of objectsIn(output, 'output')) {
      expect(schema._zod.def.catchall, `${path} lets unknown keys through`).toBeUndefined();
    }
  });

  test('names a known event when it changes something or reads personal fields', () => {
    const named = access?.event ?? null;
    if (named !== null) expect(Object.keys(EVENTS)).toContain(named);
    if (_def.type === 'mutation' || (access?.reads.length ?? 0) > 0) expect(named).not.toBeNull();
  });

  test('asks for the proof of identity its permission asks for', () => {
    const wanted = access?.permissions.some((permission) => {
      const when = MATRIX[permission].stepUp?.when;
      return (
        when === 'always' ||
        when === 'acting_alone' ||
        (when === 'revoking_others' && _def.type === 'mutation')
      );
    });
    // No permission names what people do to their own credentials.
    // Keeping a second factor only makes an account safer.
    const changesCredential = /^(?:password|factor)\.(?!reset_stopped$)/u.test(access?.event ?? '');
    expect(access?.stepUp).toBe(wanted === true || changesCredential);
  });
});

const WHERE = new Set(['id', 'locationId', 'version']);

/** What an input changes: its `data`, or else itself without what names record, place and version. */
function membersOf(inputs: readonly z.ZodType[]): readonly string[] {
  return inputs
    .flatMap((input) => objectsIn(input))
    .filter(([path], _, all) =>
      all.some(([each]) => each === 'input.data') ? path === 'input.data' : path === 'input',
    )
    .flatMap(([, { _zod }]) => Object.keys(_zod.def.shape))
    .filter((name) => !WHERE.has(name));
}

describe('a mutation whose permission lets some role write some fields only', () => {
  const limited = procedures().filter(
    ([, { _def }]) =>
      _def.type === 'mutation' &&
      _def.meta?.access?.permissions.some((permission) =>
        MATRIX[permission].rules.some(({ kind }) => kind === 'writable_fields'),
      ),
  );

  test.each(limited)(
    '%s says of every member of its input which field that is, and where',
    (_, { _def }) => {
      const access = _def.meta?.access;
      expect(membersOf(_def.inputs).length).toBeGreaterThan(0);
      expect(Object.keys(access?.writes ?? {}).toSorted()).toEqual(
        membersOf(_def.inputs).toSorted(),
      );
      expect(access?.at).not.toBe('anywhere');
    },
  );

  test('is found by the walk', () => {
    expect(limited.map(([path]) => path)).toEqual(
      expect.arrayContaining(['locations.create', 'locations.edit', 'locations.setHours']),
    );
  });
});

describe('a procedure whose permission has a limit on its uses', () => {
  const counts = procedures().map(
    ([path, { _def }]) =>
      [
        path,
        _def.meta?.access?.permissions.some((permission) => useLimitOf(permission) !== null),
        _def.meta?.access?.counted,
      ] as const,
  );

  test.each(counts)('%s is counted, and no other is', (_path, wanted, declared) => {
    expect(declared).toBe(wanted);
  });

  test('is found by the walk', () => {
    expect(counts.filter(([, wanted]) => wanted).map(([path]) => path)).toEqual(
      expect.arrayContaining(['customers.lookUp', 'customers.reveal']),
    );
  });
});

test('nothing is a subscription', () => {
  expect(procedures().filter(([, { _def }]) => _def.type === 'subscription')).toEqual([]);
});
