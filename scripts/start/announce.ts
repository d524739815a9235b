import { DEMO_LOGINS, DEMO_PASSWORD } from '@toster/db/demo/logins';
import type { Stack } from './stack.ts';

/** Prints where the console is and, in `local`, who may sign in. */
export function announce(stack: Stack): void {
  const { environment, home } = stack.deployment;
  const lines = ['', `  Toster is ready:  ${stack.url}`, ''];
  if (environment === 'local') lines.push(...demoLogins());
  lines.push(`  Data, logs and mail are in ${home}. Ctrl-C stops everything.`, '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

function demoLogins(): string[] {
  const slugs = [...new Set(DEMO_LOGINS.map((login) => login.slug))];
  const keys = [...new Set(DEMO_LOGINS.map((login) => login.key))];
  const first = DEMO_LOGINS[0];
  return [
    `  Sign in as  ${first?.email ?? ''}`,
    `  Password    ${DEMO_PASSWORD}   (the same for every demo login)`,
    '',
    `  <login>@<restaurant>.demo`,
    `    login       ${keys.join(', ')}`,
    `    restaurant  ${slugs.join(', ')}`,
    '',
  ];
}
