import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/** Tells a member that their organisation asks for a second factor, and from when on nothing goes without. */
export function factorAskedMail(facts: {
  readonly orgName: string;
  readonly from: Date;
  readonly timezone: string;
  /** It has begun. */
  readonly isDue: boolean;
}): MailContent {
  return layOut({
    subject: `${facts.orgName} asks you to set up a second factor`,
    before: [
      facts.isDue
        ? 'Besides your password, your restaurant now asks for a code of an app on your phone. Until you have set one up, the console shows you nothing but your own account.'
        : 'Besides your password, your restaurant will ask for a code of an app on your phone. Whoever has not set one up by then sees nothing in the console but their own account.',
    ],
    facts: [
      ['Organisation', facts.orgName],
      ['From', writeInstant(facts.from, facts.timezone)],
    ],
    after: [
      'It takes two minutes: open the console as you usually do, and choose Your profile. Any app that makes six-digit codes will do.',
    ],
  });
}
