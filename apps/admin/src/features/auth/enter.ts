import { post, type Trouble } from '#features/auth/post.ts';

/** What kept somebody out. */
export type Problem = { readonly kind: 'wrong' | 'wrongCode' | 'over' } | Trouble;

/** In, asked for a code too, or kept out. */
export type Entry =
  | { readonly kind: 'in' }
  | { readonly kind: 'code'; readonly challenge: string }
  | Problem;

/** Proves who somebody is: by password, or by the code that goes with a challenge. */
export async function enter(
  way: 'sign-in' | 'second-factor',
  values: Readonly<Record<string, string>>,
): Promise<Entry> {
  const posted = await post(way, values);
  if (posted.kind === 'done') return { kind: 'in' };
  if (posted.kind !== 'refused') return posted;
  const { code, details } = posted.failure;
  switch (code) {
    case 'SECOND_FACTOR_REQUIRED':
      return details.challenge === undefined
        ? { kind: 'unavailable' }
        : { kind: 'code', challenge: details.challenge };
    case 'INVALID_CREDENTIALS':
      return { kind: 'wrong' };
    case 'CODE_WRONG':
      return { kind: 'wrongCode' };
    case 'INVALID_INPUT':
      return { kind: way === 'sign-in' ? 'wrong' : 'wrongCode' };
    case 'CHALLENGE_OVER':
      return { kind: 'over' };
    default:
      return { kind: 'unavailable' };
  }
}
