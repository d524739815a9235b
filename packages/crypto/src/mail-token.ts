/** Secrets that travel by mail, once: made when the letter is written, kept as a digest. Node only. */
import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
const SHAPE =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** A new token for the link of that id: what stands in the letter, and what is kept. 256 random bits need no key and no salt. */
export function newMailToken(linkId: string): { readonly token: string; readonly digest: string } {
  const token = `${linkId}.${randomBytes(BYTES).toString('base64url')}`;
  return { token, digest: digestOf(token) };
}

/** The link a token is for and what is kept of it; null for what is not a token. */
export function readMailToken(
  token: string,
): { readonly linkId: string; readonly digest: string } | null {
  const [, linkId] = SHAPE.exec(token) ?? [];
  return linkId === undefined ? null : { linkId, digest: digestOf(token) };
}

function digestOf(token: string): string {
  return createHash('sha256').update(`toster mail token v1\0${token}`).digest('base64url');
}
