import type { ReactNode } from 'react';
import { Logo } from '#ui/logo.tsx';

/** The page before the console: what it is for, and one card. */
export function EntryFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-5 py-12">
      <div className="w-full max-w-[360px]">
        <div className="mb-7 flex flex-col items-center text-center">
          <Logo className="mb-5 size-11" />
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 text-sm text-pretty text-ink-2">{lead}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
