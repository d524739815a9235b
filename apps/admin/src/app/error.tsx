'use client';
import { ServiceFailure } from '#features/shell/service-failure.tsx';

/** Anything outside the signed-in pages that could not be rendered. */
export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ServiceFailure code="INTERNAL" requestId={error.digest ?? null} onRetry={reset} />;
}
