import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/** What the letters about a report say of it. */
export type ReportFacts = {
  readonly caseId: string;
  readonly affected: string;
  readonly filedAt: Date;
  readonly dueAt: Date;
};

/** Tells somebody who reported a vulnerability that it has arrived, and when they hear from us. */
export function reportAcknowledgedMail(report: ReportFacts): MailContent {
  return layOut({
    subject: `Your report ${report.caseId} has arrived`,
    before: [
      'Thank you for telling us. A person reads your report and answers you by the time below at the latest. Please quote the case when you write again.',
    ],
    facts: factsOf(report),
    after: [
      'Please leave the data of other people alone and give us 90 days before you publish. Nobody is pursued who keeps to this.',
    ],
  });
}

/** Tells those who answer for the platform that a report waits. What it says is not repeated in a mail. */
export function reportFiledMail(report: ReportFacts): MailContent {
  return layOut({
    subject: `A vulnerability was reported: ${report.caseId}`,
    before: ['A report waits for an answer. Its text stands in the database only.'],
    facts: factsOf(report),
    after: ['Who promised an answer within 48 hours has to give one.'],
  });
}

const factsOf = ({ caseId, affected, filedAt, dueAt }: ReportFacts) =>
  [
    ['Case', caseId],
    ['Affected', affected],
    ['Received', writeInstant(filedAt, 'UTC')],
    ['Answer by', writeInstant(dueAt, 'UTC')],
  ] as const;
