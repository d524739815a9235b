import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { StepUpProvider } from '#features/auth/step-up.tsx';
import { ConsoleShell } from '#features/shell/console-shell.tsx';
import { ServiceFailure } from '#features/shell/service-failure.tsx';
import { SessionProvider } from '#features/shell/session.tsx';
import { ShortcutsProvider } from '#features/shell/shortcuts-provider.tsx';
import { THEME_COOKIE, themeOf } from '#features/shell/theme.ts';
import { readSession } from '#server/session.ts';
import { TRPCProvider } from '#trpc/client.tsx';

/** The signed-in part of the console. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [answer, cookieStore] = await Promise.all([readSession(), cookies()]);
  if ('failure' in answer)
    return <ServiceFailure code={answer.failure.code} requestId={answer.failure.requestId} />;
  return (
    <SessionProvider session={answer.session}>
      <StepUpProvider>
        <TRPCProvider>
          <ShortcutsProvider>
            <ConsoleShell theme={themeOf(cookieStore.get(THEME_COOKIE)?.value)}>
              {children}
            </ConsoleShell>
          </ShortcutsProvider>
        </TRPCProvider>
      </StepUpProvider>
    </SessionProvider>
  );
}
