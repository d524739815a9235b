'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ToastProvider } from '#ui/toast.tsx';

/** What every page needs in the browser, signed in or not. */
export function AppProviders({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <NuqsAdapter>
        <ToastProvider>{children}</ToastProvider>
      </NuqsAdapter>
    </CSPProvider>
  );
}
