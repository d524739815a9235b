'use client';
import errors from '#messages/en/errors.json';
import './globals.css';

/** The last resort, when not even the document could be rendered. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col items-center justify-center gap-3 bg-page p-6 text-center text-ink">
        <h1 className="text-lg font-semibold">{errors.title}</h1>
        <p className="text-sm text-ink-2">{errors.codes.INTERNAL}</p>
        {error.digest === undefined ? null : (
          <code className="font-mono text-xs text-ink-3">{error.digest}</code>
        )}
        <button
          type="button"
          onClick={reset}
          className="h-11 rounded-md bg-primary px-4 text-sm font-medium text-on-primary"
        >
          {errors.retry}
        </button>
      </body>
    </html>
  );
}
