'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { StepUpProvider } from '#features/auth/step-up.tsx';
import { ConsoleShell } from '#features/shell/console-shell.tsx';
import { SessionProvider } from '#features/shell/session.tsx';
import { ShortcutsProvider } from '#features/shell/shortcuts-provider.tsx';
import type { Theme } from '#features/shell/theme.ts';
import { SESSION } from '#features/states/fixtures.ts';
import { REGISTRY } from '#features/states/registry.tsx';
import { type StatedPage, STATES } from '#features/states/states.ts';
import { TRPCProvider } from '#trpc/client.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';

const PAGES = Object.keys(REGISTRY) as StatedPage[];
const ALL = PAGES.flatMap((page) =>
  STATES.flatMap((state) => {
    const render = REGISTRY[page][state];
    return typeof render === 'function' ? [{ name: `${page}.${state}`, render }] : [];
  }),
);

/** One state of one page at a time, chosen in the address, inside the console's own frame. For developers: not translated. */
export function StatesPage({ theme }: { theme: Theme }) {
  const [show, setShow] = useQueryState('show', parseAsString.withDefault(ALL[0]?.name ?? ''));
  const shown = ALL.find(({ name }) => name === show) ?? ALL[0];
  return (
    <SessionProvider session={SESSION}>
      <StepUpProvider>
        <TRPCProvider>
          <ShortcutsProvider>
            <div className="flex items-center gap-3 border-b border-line bg-sunken px-4 py-1 text-sm">
              <InlineSelect
                label="State"
                value={shown?.name ?? ''}
                onChange={(event) => void setShow(event.target.value)}
              >
                {PAGES.map((page) => (
                  <optgroup key={page} label={page}>
                    {ALL.filter(({ name }) => name.startsWith(`${page}.`)).map(({ name }) => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </InlineSelect>
            </div>
            <ConsoleShell theme={theme}>
              <div key={shown?.name} data-state={shown?.name}>
                {shown?.render()}
              </div>
            </ConsoleShell>
          </ShortcutsProvider>
        </TRPCProvider>
      </StepUpProvider>
    </SessionProvider>
  );
}
