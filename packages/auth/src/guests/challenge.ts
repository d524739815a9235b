/** What the browser keeps that asked for a code: where the code is looked for. Random, and of no use without the digits. */
const SHAPE = /^g1\.([0-9a-f-]{36})\.([0-9a-f-]{36})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The challenge of a letter. For an address nobody has it names a letter that is not there, of the same restaurant at the same time. */
export function writeChallenge(orgId: string, codeId: string): string {
  return `g1.${orgId}.${codeId}`;
}

/** What a challenge names, or null for what is none. */
export function readGuestChallenge(
  text: string,
): { readonly orgId: string; readonly codeId: string } | null {
  const [, orgId = '', codeId = ''] = SHAPE.exec(text) ?? [];
  return UUID.test(orgId) && UUID.test(codeId) ? { orgId, codeId } : null;
}
