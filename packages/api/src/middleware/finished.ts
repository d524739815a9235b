/** How the rest of a call ended, as the transport's middleware hands it back. */
export type Finished =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: Error };

/**
 * The answer of a call. Throws what the resolver threw, without the transport's wrapping: a transaction knows its own
 * errors by their class.
 */
export function answerOf(result: Finished): unknown {
  if (result.ok) return result.data;
  throw result.error.cause instanceof Error ? result.error.cause : result.error;
}
