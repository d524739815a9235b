import { z } from 'zod';

/** A password as typed: never trimmed, bounded so that hashing it is bounded too. */
export const ZPassword = z.string().min(1).max(256);

export const ZSignInInput = z.strictObject({
  email: z.string().trim().min(3).max(254),
  password: ZPassword,
});
export type SignInInput = z.infer<typeof ZSignInInput>;

/** What the sign-in and refresh handlers answer beside the cookies. */
export const ZSignInOutput = z.object({ orgSlug: z.string(), accessExpiresAt: z.iso.datetime() });
export type SignInOutput = z.infer<typeof ZSignInOutput>;

/** How many characters a password that is chosen anew has. */
export const PASSWORD_CHARACTERS = { least: 12, most: 256 } as const;

/**
 * Why a password may not be chosen: too short or long; one that everybody tries first; a pattern; made of words known of
 * its owner; the one there is already.
 */
export const PASSWORD_FAULTS = ['short', 'long', 'common', 'pattern', 'about', 'same'] as const;
export type PasswordFault = (typeof PASSWORD_FAULTS)[number];

export const ZChangePasswordInput = z.strictObject({ password: ZPassword });
export const ZChangePasswordOutput = z.object({
  /** Sessions that were ended with it: all but the present one. */
  revoked: z.int(),
});

/** A code of an app or of the paper, as typed. */
export const ZFactorCode = z.string().trim().min(6).max(20);

export const ZSecondFactorInput = z.strictObject({
  challenge: z.string().min(1).max(300),
  code: ZFactorCode,
});

/** An address, as typed on the way to a letter. */
export const ZAskResetInput = z.strictObject({ email: z.string().trim().min(3).max(254) });
export const ZAskFactorResetInput = z.strictObject({ challenge: z.string().min(1).max(300) });

/** What stands in the link of a letter. */
const ZMailToken = z.string().min(1).max(200);
export const ZFollowLinkInput = z.strictObject({ token: ZMailToken });
export const ZResetPasswordInput = z.strictObject({ token: ZMailToken, password: ZPassword });
export const ZFactorResetBegun = z.object({ dueAt: z.iso.datetime() });
export type FactorResetBegun = z.infer<typeof ZFactorResetBegun>;

/** Whether a code is asked for, since when, and how many are left on paper. */
export const ZFactorState = z.object({
  since: z.iso.datetime().nullable(),
  codesLeft: z.int(),
  /** When it is turned off because somebody with the password and the mail wants it so. */
  resetDueAt: z.iso.datetime().nullable(),
});
export type FactorState = z.infer<typeof ZFactorState>;

/** A secret for an app, once to be typed and once for a picture. */
export const ZBeginFactorOutput = z.object({ secret: z.string(), uri: z.string() });
export const ZConfirmFactorInput = z.strictObject({ code: ZFactorCode });
/** Told once. */
export const ZRecoveryCodes = z.object({ codes: z.array(z.string()) });
