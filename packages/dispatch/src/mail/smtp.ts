import { createTransport } from 'nodemailer';
import { PermanentFailure } from '../jobs.ts';
import type { MailTransport } from './message.ts';

export type SmtpOptions = {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
  /** Refuse a server that does not offer TLS. Only a local test server may go without. */
  readonly requireTls: boolean;
  /** Longest wait for the connection, the greeting and each answer. */
  readonly timeoutMilliseconds?: number;
};

const TIMEOUT_MILLISECONDS = 20_000;

/**
 * Mail by SMTP (RFC 5321) over a few kept connections. The Message-ID is made of the outbox row's
 * id, so a repeated delivery after an unknown outcome is the same message to the receiver.
 */
export function smtpTransport(options: SmtpOptions): MailTransport {
  const url = new URL(options.url);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new TypeError('SMTP_URL must begin with smtp:// or smtps://');
  }
  const secure = url.protocol === 'smtps:';
  const timeout = options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS;
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: options.requireTls && !secure,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = domainOf(options.from);
  return {
    send: async ({ id, to, content }) => {
      try {
        await transport.sendMail({
          from: options.from,
          // As an object: a comma in it cannot become a second recipient.
          to: { name: '', address: to },
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...content,
        });
      } catch (error) {
        throw isRefusedForGood(error)
          ? new PermanentFailure('recipient_refused', { cause: error })
          : error;
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 5321 §4.2.1: a 5yz answer to RCPT TO is final. To a failed login or greeting it is a fault of the setup. */
function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('command' in error) || !('responseCode' in error))
    return false;
  return error.command === 'RCPT TO' && Number(error.responseCode) >= 500;
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'toster.invalid';
}
