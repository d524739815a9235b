import { z } from 'zod';
import { ZInstant } from './primitives.ts';

/** How long an answer to a report may take. */
export const ANSWER_HOURS = 48;

/** What somebody who has found a vulnerability tells; where to answer is all that is asked about them. */
export const ZSecurityReportInput = z.strictObject({
  contact: z.email().max(254),
  affected: z.string().trim().min(1).max(200),
  description: z.string().trim().min(20).max(10_000),
});
export type SecurityReportInput = z.infer<typeof ZSecurityReportInput>;

/** The case the report became, and when it is answered at the latest. */
export const ZSecurityReportOutput = z.object({
  caseId: z.string().regex(/^TSR-[2-9A-HJ-NP-Z]{8}$/),
  dueAt: ZInstant,
});
export type SecurityReportOutput = z.infer<typeof ZSecurityReportOutput>;
