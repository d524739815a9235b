import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/** What is known of the session that something happened in. */
export type SessionFacts = {
  readonly at: Date;
  readonly device: string | null;
  readonly address: string | null;
};

const factsOf = ({ at, device, address }: SessionFacts) =>
  [
    ['When', writeInstant(at, 'UTC')],
    ['Device', device ?? 'unknown'],
    ['Address', address ?? 'unknown'],
  ] as const;

/** None of these letters carries a link: a mail that asks to follow one is what thieves send. */
const IF_NOT_YOU =
  'If that was not you, open the console as you usually do, change your password and end the sessions you do not recognise.';

/** Tells a person that somebody has signed in as them on a device they have not used lately. */
export function newDeviceMail(facts: SessionFacts): MailContent {
  return layOut({
    subject: 'A sign-in on a device we have not seen',
    before: ['Your account was used to sign in on a device that has not been used for it lately.'],
    facts: factsOf(facts),
    after: ['If that was you, there is nothing to do.', IF_NOT_YOU],
  });
}

/** Tells a person that their password is another one now. */
export function passwordChangedMail(facts: SessionFacts): MailContent {
  return layOut({
    subject: 'Your password was changed',
    before: ['The password of your account was changed, and all other sessions were ended.'],
    facts: factsOf(facts),
    after: [
      'If that was you, there is nothing to do.',
      'If it was not, ask an owner of your restaurant to suspend you at once, and write to us.',
    ],
  });
}
