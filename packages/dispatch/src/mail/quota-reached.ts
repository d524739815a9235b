import { layOut } from './layout.ts';
import type { MailContent } from './message.ts';

/** Tells an owner how much of a day's quota their organisation has used. */
export function quotaReachedMail(facts: {
  readonly orgName: string;
  readonly percent: number;
}): MailContent {
  const isFull = facts.percent >= 100;
  return layOut({
    subject: isFull
      ? `${facts.orgName} has used up its daily quota`
      : `${facts.orgName} has used ${facts.percent} % of its daily quota`,
    before: [
      isFull
        ? 'Your organisation has used up what it may use of the service within 24 hours. Further requests are refused until units become free; nothing is lost, and signing in and out goes on.'
        : 'Your organisation has used much of what it may use of the service within 24 hours. When all of it is used, further requests are refused until units become free.',
    ],
    facts: [
      ['Organisation', facts.orgName],
      ['Used', `${facts.percent} %`],
    ],
    after: ['The console shows the use under Settings, and the audit log who asked for what.'],
  });
}
