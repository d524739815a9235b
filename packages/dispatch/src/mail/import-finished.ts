import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/** Tells the person who started an import how it ended. */
export function importFinishedMail(facts: {
  readonly orgName: string;
  readonly locationName: string;
  readonly source: string;
  readonly finishedAt: Date;
  readonly timeZone: string;
  readonly ordersCreated: number;
  readonly ordersKnown: number;
  readonly linesRejected: number;
}): MailContent {
  const count = new Intl.NumberFormat('en-GB');
  return layOut({
    subject: `${count.format(facts.ordersCreated)} orders imported into ${facts.orgName}`,
    before: [
      facts.linesRejected === 0
        ? 'Your import has finished and every line was taken.'
        : 'Your import has finished. Some lines could not be taken; they are kept with the reason, and nothing is lost.',
    ],
    facts: [
      ['Location', facts.locationName],
      ['Source', facts.source],
      ['Finished', writeInstant(facts.finishedAt, facts.timeZone)],
      ['Orders imported', count.format(facts.ordersCreated)],
      ['Orders already here', count.format(facts.ordersKnown)],
      ['Lines refused', count.format(facts.linesRejected)],
    ],
    after: ['The audit log shows the import under your name.'],
  });
}
