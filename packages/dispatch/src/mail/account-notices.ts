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

/** What has happened outside of any session. */
export type MomentFacts = { readonly at: Date };

/** None of these letters carries a link: nobody has asked for them, and a mail that asks to follow one is what thieves send. */
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

const changed = (subject: string, what: string) => (facts: SessionFacts) =>
  layOut({
    subject,
    before: [what],
    facts: factsOf(facts),
    after: ['If that was you, there is nothing to do.', IF_NOT_YOU],
  });

/** Tells a person that a code is asked for from now on. */
export const factorEnrolledMail = changed(
  'A second factor was set up',
  'From now on signing in to your account asks for a code of your app, besides the password.',
);
/** Tells a person that no code is asked for any more. */
export const factorRemovedMail = changed(
  'Your second factor was turned off',
  'Signing in to your account no longer asks for a code. Your recovery codes are gone.',
);
/** Tells a person that the codes they wrote down are worth nothing any more. */
export const codesRenewedMail = changed(
  'You have new recovery codes',
  'New recovery codes were made for your account. The ones you had are good for nothing now.',
);
/** Tells a person that one of the codes they wrote down was used. */
export const recoveryUsedMail = changed(
  'A recovery code was used',
  'One of your recovery codes was used to sign in instead of a code of your app.',
);

/** Tells a person that another password was chosen by the link of a letter. */
export function passwordResetDoneMail({ at }: MomentFacts): MailContent {
  return layOut({
    subject: 'Another password was chosen for your account',
    before: [
      'Somebody followed the link of a letter that we sent to this address and chose another password. Every session of your account is over.',
    ],
    facts: [['When', writeInstant(at, 'UTC')]],
    after: [
      'If that was you, sign in with it.',
      'If it was not, somebody else reads your mail. Ask an owner of your restaurant to suspend you at once, and change the password of your mailbox.',
    ],
  });
}

/** Tells a person that in a day no code is asked for any more, and how to object. */
export function factorResetBegunMail({ at }: MomentFacts): MailContent {
  return layOut({
    subject: 'Your second factor is turned off in a day',
    before: [
      'Somebody who knows your password and reads this mailbox has asked to have your second factor turned off.',
    ],
    facts: [['Turned off', writeInstant(at, 'UTC')]],
    after: [
      'If that was you, sign in with the password alone from then on, and set up another one.',
      'If it was not, open the console as you usually do: signing in with a code keeps your second factor, and so does “Keep it” on your profile. Then change your password.',
    ],
  });
}
