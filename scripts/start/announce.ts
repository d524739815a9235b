import { DEMO_LOGINS, DEMO_PASSWORD } from '@toster/db/demo/logins';
import { hasDemo } from './environment.ts';
import type { Stack } from './stack.ts';

/** Prints where the console is and, where the demo is, who may sign in. */
export function announce(stack: Stack): void {
  const { deployment } = stack;
  const lines = ['', `  Toster is ready:  ${stack.url}`, ''];
  if (hasDemo(deployment)) lines.push(...demoLogins());
  lines.push(`  Data, logs and mail are in ${deployment.home}. Ctrl-C stops everything.`, '');
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
