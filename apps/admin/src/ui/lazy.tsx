'use client';
import { type ComponentType, useEffect, useReducer, useState } from 'react';

type Loader = () => Promise<unknown>;

const loaders = new Set<Loader>();

/**
 * Fetches every part of the page that waits for its first use. Called at the first sign of a person (a pointer that
 * moves, a key, a touch), so that the part is there when they have decided what to do with it.
 */
export function fetchParts(): void {
  for (const load of loaders) load().catch(() => undefined);
}

/**
 * Code that comes when it is first needed, once for everybody who waits. A failed fetch is tried again at the next
 * need, so a connection that was lost for a moment costs no reload.
 */
export function createPart<T>(load: () => Promise<T>): {
  now: () => T | null;
  fetch: () => Promise<T>;
} {
  let loaded: T | null = null;
  let pending: Promise<T> | null = null;
  const fetch = () =>
    (pending ??= load().then(
      (part) => (loaded = part),
      (error: unknown) => {
        pending = null;
        throw error;
      },
    ));
  loaders.add(fetch);
  return { now: () => loaded, fetch };
}

/**
 * A component that is fetched when it is first `wanted`, shows nothing until then, and stays from then on, so that it
 * can close with an animation. What it holds is no part of the page's first load. Where it cannot be fetched, the
 * nearest error page says so and offers to try again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  wanted: (props: Props) => boolean,
): ComponentType<Props> {
  const part = createPart(load);
  return function Lazy(props: Props) {
    const Component = usePart(part, wanted(props));
    return Component === null ? null : <Component {...props} />;
  };
}

/** The part when it is there; fetched as soon as it is wanted. Throws while rendering when it cannot be fetched. */
export function usePart<T>(part: ReturnType<typeof createPart<T>>, wanted: boolean): T | null {
  const [, arrived] = useReducer((count: number) => count + 1, 0);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  const shown = part.now();
  useEffect(() => {
    // What was rendered decides, not what is there by now: it may have come in between, and nobody else would say so.
    if (!wanted || shown !== null) return;
    let isMounted = true;
    part.fetch().then(
      () => (isMounted ? arrived() : undefined),
      (error: unknown) => (isMounted ? setFailure({ error }) : undefined),
    );
    return () => {
      isMounted = false;
    };
  }, [part, wanted, shown]);
  if (failure !== null) throw failure.error;
  return shown;
}
