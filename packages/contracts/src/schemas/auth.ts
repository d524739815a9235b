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
