import { createHash } from 'node:crypto';
import { job, type OrgJob } from '@toster/dispatch/jobs';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { reportAcknowledgedMail, reportFiledMail } from '@toster/dispatch/mail/security-report';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

const ZReport = z.object({
  case_id: z.string(),
  contact: z.string(),
  affected: z.string(),
  created_at: z.coerce.date(),
  due_at: z.coerce.date(),
});

/** Acknowledges a report to whoever filed it, and tells those who have to answer. */
export function mailSecurityReport(mail: MailTransport, answering: string | null): OrgJob {
  return job('security_report.filed', async ({ id, payload, tenant }) => {
    const [row] = await tenant.read((tx) =>
      tx.execute(sql`select * from app.report_to_acknowledge(${payload.reportId})`),
    );
    if (row === undefined) return;
    const report = ZReport.parse(row);
    const facts = {
      caseId: report.case_id,
      affected: report.affected,
      filedAt: report.created_at,
      dueAt: report.due_at,
    };
    await mail.send({ id, to: report.contact, content: reportAcknowledgedMail(facts) });
    if (answering === null) return;
    await mail.send({ id: secondOf(id), to: answering, content: reportFiledMail(facts) });
  });
}

/** The id of the second letter of a delivery: the same at every attempt. A UUID of version 8 (RFC 9562 §5.8). */
function secondOf(id: string): string {
  const hex = createHash('sha256').update(`${id} second`).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
