/** What PostgreSQL stores of a password, made here so that the password itself never stands in a statement. Node only. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's own default (`scram_iterations`). */
const ITERATIONS = 4096;

/**
 * The verifier of SCRAM-SHA-256 (RFC 5802 §3, RFC 7677) in PostgreSQL's spelling, for `alter role … password`. A statement
 * with a password in clear is copied into the server's log by `log_statement`, by an error and by `pg_stat_statements`;
 * this text signs nobody in. The password's bytes are taken as they are, as the driver sends them.
 */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyFor = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyFor('Client Key')).digest('base64');
  const server = keyFor('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${Buffer.from(salt).toString('base64')}$${stored}:${server}`;
}
