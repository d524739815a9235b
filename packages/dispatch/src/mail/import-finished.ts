import type { ImportKind } from '@toster/contracts/imports/kinds';
import { layOut, writeInstant } from './layout.ts';
import type { MailContent } from './message.ts';

/** What one record of a kind is called, and several. */
const NOUNS: Readonly<Record<ImportKind, readonly [one: string, many: string]>> = {
  orders: ['order', 'orders'],
  menu: ['dish', 'dishes'],
  customers: ['guest', 'guests'],
};

/** Tells the person who started an import how it ended. */
export function importFinishedMail(facts: {
  readonly kind: ImportKind;
  readonly orgName: string;
  readonly locationName: string;
  readonly source: string;
  readonly finishedAt: Date;
  readonly timeZone: string;
  /** It could not go on; what had landed stays. */
  readonly hasStopped: boolean;
  readonly created: number;
  readonly updated: number;
  readonly known: number;
  readonly linesRejected: number;
}): MailContent {
  const count = new Intl.NumberFormat('en-GB');
  const [one, many] = NOUNS[facts.kind];
  const name = `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
  const imported = `${count.format(facts.created)} ${facts.created === 1 ? one : many} imported`;
  return layOut({
    subject: facts.hasStopped
      ? `An import into ${facts.orgName} has stopped`
      : `${imported} into ${facts.orgName}`,
    before: [sentenceOf(facts.hasStopped, facts.linesRejected)],
    facts: [
      ['Location', facts.locationName],
      ['Source', facts.source],
      [facts.hasStopped ? 'Stopped' : 'Finished', writeInstant(facts.finishedAt, facts.timeZone)],
      [`${name} imported`, count.format(facts.created)],
      ...(facts.kind === 'menu' ? [[`${name} changed`, count.format(facts.updated)] as const] : []),
      [`${name} already here`, count.format(facts.known)],
      ['Lines refused', count.format(facts.linesRejected)],
    ],
    after: ['The console shows it under Imports, the audit log under your name.'],
  });
}

function sentenceOf(hasStopped: boolean, linesRejected: number): string {
  if (hasStopped)
    return 'Your import has stopped before its end. What had been imported by then stays; the console says why, and the same file brings the rest.';
  return linesRejected === 0
    ? 'Your import has finished and every line was taken.'
    : 'Your import has finished. Some lines could not be taken; they are kept with the reason, and nothing is lost.';
}
