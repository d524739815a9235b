import type { Secret } from '@toster/crypto/secret';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import type { Database } from '@toster/db/tenant';
import type { Databases } from '@toster/dispatch/deliver';
import type { JobDefinition } from '@toster/dispatch/jobs';
import type { Log } from '@toster/dispatch/log';
import {
  addressProofMail,
  factorResetMail,
  passwordResetMail,
} from '@toster/dispatch/mail/account-links';
import { fileTransport } from '@toster/dispatch/mail/files';
import {
  codesRenewedMail,
  factorEnrolledMail,
  factorRemovedMail,
  newDeviceMail,
  passwordChangedMail,
  recoveryUsedMail,
} from '@toster/dispatch/mail/account-notices';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { smtpTransport } from '@toster/dispatch/mail/smtp';
import { startRelay } from '@toster/dispatch/relay';
import { startWorker } from '@toster/dispatch/worker';
import type { MailSettings, WorkerEnv } from './env.ts';
import { serveHealth, type Health } from './health.ts';
import { closeRefusalMinutes } from './jobs/close-refusal-minutes.ts';
import { keepAuditPartitions } from './jobs/keep-audit-partitions.ts';
import { mailAccountLink } from './jobs/mail-account-link.ts';
import { mailFactorResetBegun, mailPasswordReset } from './jobs/mail-account-moment.ts';
import { mailAccountNotice } from './jobs/mail-account-notice.ts';
import { mailImportFinished } from './jobs/mail-import-finished.ts';
import { mailFactorAsked } from './jobs/mail-factor-asked.ts';
import { mailGuestCode, mailGuestTokenReused } from './jobs/mail-guest.ts';
import { mailQuotaReached } from './jobs/mail-quota-reached.ts';
import { mailSecurityReport } from './jobs/mail-security-report.ts';
import { mailSessionReuse } from './jobs/mail-session-reuse.ts';
import { sweepAttempts } from './jobs/sweep-attempts.ts';
import { sweepIdempotencyKeys } from './jobs/sweep-idempotency-keys.ts';
import { sweepImportFiles } from './jobs/sweep-import-files.ts';
import { workImports } from './jobs/work-imports.ts';

/** Every job of the product. */
export function jobs(
  mail: MailTransport,
  databases: Databases,
  { publicUrl, securityContact }: Pick<WorkerEnv, 'publicUrl' | 'securityContact'>,
): readonly JobDefinition[] {
  return [
    workImports(databases),
    mailImportFinished(mail),
    mailSessionReuse(mail),
    mailAccountNotice(mail, 'session.new_device', newDeviceMail, 'begun'),
    mailAccountNotice(mail, 'password.changed', passwordChangedMail, 'now'),
    mailAccountNotice(mail, 'factor.enrolled', factorEnrolledMail, 'now'),
    mailAccountNotice(mail, 'factor.removed', factorRemovedMail, 'now'),
    mailAccountNotice(mail, 'factor.codes_renewed', codesRenewedMail, 'now'),
    mailAccountNotice(mail, 'factor.recovery_used', recoveryUsedMail, 'now'),
    mailAccountLink(mail, 'password.reset_asked', `${publicUrl}/reset/password`, passwordResetMail),
    mailAccountLink(mail, 'factor.reset_asked', `${publicUrl}/reset/factor`, factorResetMail),
    mailAccountLink(mail, 'address.proof_asked', `${publicUrl}/prove-address`, addressProofMail),
    mailPasswordReset(mail),
    mailFactorResetBegun(mail),
    mailQuotaReached(mail),
    mailFactorAsked(mail),
    mailGuestCode(mail, databases.auth.keys),
    mailGuestTokenReused(mail),
    mailSecurityReport(mail, securityContact),
    closeRefusalMinutes,
    sweepAttempts,
    sweepIdempotencyKeys,
    sweepImportFiles,
    keepAuditPartitions,
  ];
}

/** The running process. */
export type RunningWorker = {
  readonly health: () => Health;
  /** Ends in order: no new job, those in hand until the deadline, then the connections. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

/** A relay that has not looked at the outboxes for this long is not doing its work. */
const SILENT_RELAY_SECONDS = 30;

/** Starts relay and worker over their own database roles and waits until both are at work. */
export async function runWorker(env: WorkerEnv, log: Log): Promise<RunningWorker> {
  const mail = openMail(env.mail);
  const worker = database(env, env.workerUrl, 'toster-worker');
  const auth = database(env, env.authUrl, 'toster-worker-auth');
  const relay = await startRelay({ url: env.relayUrl.reveal(), log });
  const running = await startWorker({
    url: env.workerUrl.reveal(),
    databases: { worker, auth },
    jobs: jobs(mail, { worker, auth }, env),
    log,
  });
  const health = (): Health => {
    const at = relay.lastPassAt();
    const relayedSecondsAgo = at === null ? null : Math.round((Date.now() - at) / 1_000);
    return { ready: (relayedSecondsAgo ?? Infinity) < SILENT_RELAY_SECONDS, relayedSecondsAgo };
  };
  const server = env.health === null ? null : await serveHealth(env.health, health);
  log({ level: 'info', event: 'worker.started', facts: { mail: env.mail.kind } });

  let stopped: Promise<void> | null = null;
  return { health, stop: () => (stopped ??= stop()) };

  async function stop(): Promise<void> {
    server?.close();
    await Promise.all([running.stop({ deadlineSeconds: env.stopSeconds }), relay.stop()]);
    mail.close();
    await Promise.all([worker.pool.close(1_000), auth.pool.close(1_000)]);
    log({ level: 'info', event: 'worker.stopped' });
  }
}

function database(env: WorkerEnv, url: Secret, applicationName: string): Database {
  return {
    pool: openPool({ url: url.reveal(), max: env.poolSize, applicationName, schema }),
    keys: env.contextKeys,
  };
}

function openMail(settings: MailSettings): MailTransport {
  return settings.kind === 'smtp'
    ? smtpTransport({ ...settings, url: settings.url.reveal() })
    : fileTransport(settings);
}
