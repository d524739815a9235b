/** A promise of the public page as it stands today. Words are in the messages, under the same id. */
export type SecurityPromise = {
  readonly id: PromiseId;
  /** `kept`: all of it. `part`: what the page says is kept, and what not yet. `open`: not yet. */
  readonly status: 'kept' | 'part' | 'open';
  /** The tests that fail when it is broken: a file of the repository and words of its title. */
  readonly guards: readonly { readonly file: string; readonly test: string }[];
  /** When the figure in the messages was last measured; absent where there is none. */
  readonly measuredOn?: `${number}-${number}-${number}`;
};

export const PROMISE_IDS = [
  'authentication',
  'roles',
  'tenants',
  'privacy',
  'webhooks',
  'audit',
  'limits',
  'secrets',
  'fiscal',
  'disclosure',
] as const;
export type PromiseId = (typeof PROMISE_IDS)[number];

/** In the order of the page. A test holds every guard against the repository. */
export const PROMISES: readonly SecurityPromise[] = [
  {
    id: 'authentication',
    status: 'part',
    guards: [
      {
        file: 'packages/auth/test/concurrency.db.test.ts',
        test: 'R8, R11: many requests with one token',
      },
      {
        file: 'packages/auth/test/interleavings.db.test.ts',
        test: 'no interleaving of rotation, revocation, suspension and change of role leaves a token that lives on its own',
      },
    ],
    measuredOn: '2026-11-27',
  },
  {
    id: 'roles',
    status: 'part',
    guards: [
      {
        file: 'packages/api/test/access-matrix.db.test.ts',
        test: 'every procedure has an input to be tried with',
      },
    ],
    measuredOn: '2026-11-27',
  },
  {
    id: 'tenants',
    status: 'kept',
    guards: [
      {
        file: 'packages/db/src/wall/hostile-functions.db.test.ts',
        test: 'tells %s nothing of the other organisation and nothing withheld',
      },
    ],
    measuredOn: '2026-11-27',
  },
  { id: 'privacy', status: 'open', guards: [] },
  { id: 'webhooks', status: 'open', guards: [] },
  {
    id: 'audit',
    status: 'part',
    guards: [
      {
        file: 'packages/db/src/capture/bypass.db.test.ts',
        test: 'the owner of the tables is kept from the rows, and leaves a trace once it lifts its own wall',
      },
    ],
    measuredOn: '2026-11-27',
  },
  {
    id: 'limits',
    status: 'kept',
    guards: [
      {
        file: 'packages/auth/test/sign-in-limits.db.test.ts',
        test: 'that sends sixty wrong passwords at once has five of them verified',
      },
      {
        file: 'packages/auth/test/shielded-attempt-log.db.test.ts',
        test: 'stays exact while Redis is killed in the middle of sixty guesses, and loses no count',
      },
    ],
    measuredOn: '2026-11-27',
  },
  {
    id: 'secrets',
    status: 'kept',
    guards: [
      {
        file: 'packages/api/test/rotation.deep.test.ts',
        test: 'rotates under traffic: nobody is signed out and nothing is refused',
      },
      {
        file: 'packages/api/test/canaries.db.test.ts',
        test: 'and so none of it stands in an answer or in a log',
      },
    ],
    measuredOn: '2026-11-27',
  },
  { id: 'fiscal', status: 'open', guards: [] },
  {
    id: 'disclosure',
    status: 'part',
    guards: [
      {
        file: 'apps/admin/src/features/security/security-txt.test.ts',
        test: 'is never about to run out, whenever it is asked for',
      },
      { file: 'e2e/src/security.spec.ts', test: 'a report gets a case, a letter and a time' },
    ],
  },
];

/** The lines of the checklist, with what guards each. Words are in the messages. */
export const CHECKLIST = [
  {
    id: 'inputs',
    guard: {
      file: 'packages/api/test/router-walk.test.ts',
      test: 'has one strict input, down to the last object',
    },
  },
  {
    id: 'sql',
    guard: {
      file: 'packages/api/test/odd-inputs.db.test.ts',
      test: 'answers by the catalogue, never INTERNAL',
    },
  },
  {
    id: 'escaping',
    guard: {
      file: 'e2e/src/api-attacks.spec.ts',
      test: 'a page gives its scripts a nonce of its own each time',
    },
  },
  {
    id: 'cors',
    guard: {
      file: 'e2e/src/smuggling.spec.ts',
      test: 'a preflight of another site is told nothing, and HEAD is as closed as GET',
    },
  },
  {
    id: 'tls',
    guard: {
      file: 'packages/api/src/env.test.ts',
      test: 'takes no plain connection and no weak password',
    },
  },
  {
    id: 'leaks',
    guard: {
      file: 'packages/api/test/canaries.db.test.ts',
      test: 'and so none of it stands in an answer or in a log',
    },
  },
  {
    id: 'dependencies',
    guard: {
      file: 'scripts/ci/workflows.test.ts',
      test: 'that runs something calls one program of the repository with one of its steps',
    },
  },
  {
    id: 'headers',
    guard: {
      file: 'e2e/src/edge.spec.ts',
      test: 'every kind of answer carries what this version does not look at',
    },
  },
] as const;
