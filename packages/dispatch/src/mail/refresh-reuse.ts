import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/**
 * Tells a person that a used sign-in token of theirs came back and that the session was ended: the
 * sign of a copied token. It carries no link: a mail that asks to follow one is what thieves send.
 */
export function refreshReuseMail(facts: {
  readonly at: Date;
  readonly device: string | null;
  readonly address: string | null;
}): MailContent {
  return layOut({
    subject: 'We ended one of your sessions',
    before: [
      'A sign-in token of yours that had already been replaced was used again. That happens when ' +
        'somebody has copied it, so we ended the session it belonged to.',
    ],
    facts: [
      ['When', writeInstant(facts.at, 'UTC')],
      ['Device of the session', facts.device ?? 'unknown'],
      ['Address of the session', facts.address ?? 'unknown'],
    ],
    after: [
      'Sign in again to go on working. If you do not recognise the device, open the console as you ' +
        'usually do, change your password and look through your sessions.',
    ],
  });
}
