'use client';
import type { AppRouter } from '@toster/api/root';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useStepUp } from '#features/auth/step-up.tsx';
import { createLinks } from '#trpc/links.ts';
import { createQueryClient } from '#trpc/query-client.ts';

const context = createTRPCContext<AppRouter>();

/** Typed query and mutation options of the API, for client components. */
export const useTRPC = context.useTRPC;
/** The plain client, for calls outside the query cache. */
export const useTRPCClient = context.useTRPCClient;

/** The API client of the signed-in part of the console; needs `StepUpProvider` above it. */
export function TRPCProvider({ children }: { children: ReactNode }) {
  const stepUp = useStepUp();
  const router = useRouter();
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: createLinks({ stepUp, ended: goToSignIn, changed: () => router.refresh() }),
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}

function goToSignIn(): void {
  const next = `${location.pathname}${location.search}`;
  location.assign(`/sign-in?reason=ended&next=${encodeURIComponent(next)}`);
}
