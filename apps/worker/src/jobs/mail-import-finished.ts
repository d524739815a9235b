import { account } from '@toster/db/schema/auth/account';
import { importJob } from '@toster/db/schema/import';
import { location } from '@toster/db/schema/location';
import { membership } from '@toster/db/schema/membership';
import { org } from '@toster/db/schema/org';
import { job, type OrgJob } from '@toster/dispatch/jobs';
import { importFinishedMail } from '@toster/dispatch/mail/import-finished';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { and, eq } from 'drizzle-orm';

/** Tells the member who started an import how it ended. Who has left or is suspended is told nothing. */
export function mailImportFinished(mail: MailTransport): OrgJob {
  return job('import.finished', async ({ id, payload, tenant, account: signIn }) => {
    const [found] = await tenant.read((tx) =>
      tx
        .select({
          accountId: membership.accountId,
          facts: {
            orgName: org.name,
            locationName: location.name,
            source: importJob.source,
            finishedAt: importJob.finishedAt,
            timeZone: location.timezone,
            kind: importJob.kind,
            status: importJob.status,
            created: importJob.recordsCreated,
            updated: importJob.recordsUpdated,
            known: importJob.recordsKnown,
            linesRejected: importJob.linesRejected,
          },
        })
        .from(importJob)
        .innerJoin(org, eq(org.orgId, importJob.orgId))
        .innerJoin(
          location,
          and(eq(location.orgId, importJob.orgId), eq(location.id, importJob.locationId)),
        )
        .innerJoin(
          membership,
          and(eq(membership.orgId, importJob.orgId), eq(membership.id, importJob.startedBy)),
        )
        .where(and(eq(importJob.id, payload.importJobId), eq(membership.status, 'active'))),
    );
    const finishedAt = found?.facts.finishedAt ?? null;
    if (found === undefined || finishedAt === null) return;
    const [person] = await signIn(found.accountId).read((tx) =>
      tx
        .select({ to: account.email })
        .from(account)
        .where(and(eq(account.id, found.accountId), eq(account.status, 'active'))),
    );
    if (person === undefined) return;
    const { status, ...facts } = found.facts;
    const hasStopped = status === 'failed';
    const content = importFinishedMail({ ...facts, finishedAt, hasStopped });
    await mail.send({ id, to: person.to, content });
  });
}
