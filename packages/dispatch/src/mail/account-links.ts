/** Letters somebody has asked for, and waits for: the only ones of an account that carry a link. */
import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/** A link that is followed once, and until when. */
export type LinkFacts = { readonly url: string; readonly expiresAt: Date };

const until = ({ expiresAt }: LinkFacts) =>
  [['Good until', `${writeInstant(expiresAt, 'UTC')}, and once`]] as const;

const NOT_YOU =
  'If you have not asked for this, there is nothing to do: without this letter nobody gets any further. Do not pass the link on, to nobody.';

/** The way to another password. */
export function passwordResetMail(facts: LinkFacts): MailContent {
  return layOut({
    subject: 'Choose another password',
    before: ['Somebody has asked to choose another password for your account.'],
    facts: until(facts),
    link: { label: 'Choose another password', url: facts.url },
    after: ['It ends every session of your account. A second factor stays set up.', NOT_YOU],
  });
}

/** The way in without app and paper. */
export function factorResetMail(facts: LinkFacts): MailContent {
  return layOut({
    subject: 'Turn off your second factor',
    before: [
      'Somebody has signed in with your password and said that they have neither the app with your codes nor a recovery code.',
    ],
    facts: until(facts),
    link: { label: 'Turn it off in 24 hours', url: facts.url },
    after: [
      'If that was not you, somebody knows your password: change it now, in the console as you usually open it, and do not follow the link.',
    ],
  });
}

/** The proof that an address is read by its person. */
export function addressProofMail(facts: LinkFacts): MailContent {
  return layOut({
    subject: 'Prove your address',
    before: ['You have asked to prove that letters to this address reach you.'],
    facts: until(facts),
    link: { label: 'Yes, they do', url: facts.url },
    after: [NOT_YOU],
  });
}
