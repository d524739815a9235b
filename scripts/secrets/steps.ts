import { KEY_PURPOSES, type KeyPurposeName } from '@toster/auth/key-purposes';

/** What was done to a ring; `replace` is the emergency, where only the new key is left. */
export type Verb = 'rotate' | 'promote' | 'retire' | 'replace';

/** The service of each part at Railway, see docs/operations/deploy.md. */
const SERVICES = { console: 'admin', worker: 'worker' } as const;

/**
 * What is to be done after a step, line by line. The commands read the ring from the file: a value in a command line
 * would stand in the shell's history, and for as long as it runs in the list of processes that every user can read.
 */
export function nextStep(of: {
  readonly purpose: KeyPurposeName;
  readonly verb: Verb;
  readonly file: string;
  readonly environment: 'local' | 'staging' | 'production';
}): readonly string[] {
  const { purpose, verb, environment } = of;
  if (environment === 'local') return localStep(purpose, verb);
  return [
    '',
    `The whole ring is in ${of.file}, for your eyes only. Put it into the vault, then run:`,
    '',
    ...railwayCommands(purpose, of.file, environment).map((line) => `  ${line}`),
    '',
    'Then run the workflow deploy: the worker first, whose release step records the keys (and gives those of the',
    'context to PostgreSQL), then the console.',
    ...afterwards(purpose, verb),
  ];
}

/** `railway variable set`, once for each service: the worker's release step reads every ring. */
export function railwayCommands(
  purpose: KeyPurposeName,
  file: string,
  environment: string,
): readonly string[] {
  const { variable, readBy } = KEY_PURPOSES[purpose];
  const services = (['worker', 'console'] as const).filter(
    (part) => part === 'worker' || readBy.some((reader) => reader === part),
  );
  return [
    ...services.map(
      (part) =>
        `railway variable set ${variable} --stdin --skip-deploys --environment ${environment} --service ${SERVICES[part]} < ${quoted(file)}`,
    ),
    `rm ${quoted(file)}`,
  ];
}

function afterwards(purpose: KeyPurposeName, verb: Verb): readonly string[] {
  if (verb === 'retire') return ['That was the last step.'];
  if (verb === 'replace') return [`That was all. From then on ${KEY_PURPOSES[purpose].otherwise}.`];
  if (verb === 'rotate') {
    return [
      `When every process of the older release has ended: pnpm toster secrets promote ${purpose}`,
    ];
  }
  return [
    `When every process of the older release has ended, note the time T. ${keepFor(purpose)}:`,
    `pnpm toster secrets retire ${purpose}${KEY_PURPOSES[purpose].keepSeconds === null ? '' : ' --since T'}`,
  ];
}

function localStep(purpose: KeyPurposeName, verb: Verb): readonly string[] {
  if (verb === 'retire') return ['Start again with npm start.'];
  if (verb === 'replace') {
    return [`Start again with npm start. From then on ${KEY_PURPOSES[purpose].otherwise}.`];
  }
  return [
    'Start again with npm start: the new key signs from then on, the old one still verifies.',
    `${keepFor(purpose)} it can go: pnpm toster secrets retire ${purpose}` +
      (KEY_PURPOSES[purpose].keepSeconds === null ? '' : ' --since T (when you started again)'),
  ];
}

function keepFor(purpose: KeyPurposeName): string {
  const { keepSeconds } = KEY_PURPOSES[purpose];
  if (keepSeconds === null) return 'When everybody has signed in once';
  const days = Math.floor(keepSeconds / 86_400);
  const minutes = Math.ceil(keepSeconds / 60);
  return days > 0 ? `${days} days and a minute later` : `${minutes} minutes later`;
}

/** For a POSIX shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
