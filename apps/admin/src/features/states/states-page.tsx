'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { type ReactNode, useEffect, useState } from 'react';
import { StepUpProvider } from '#features/auth/step-up.tsx';
import { ConsoleShell } from '#features/shell/console-shell.tsx';
import { SessionProvider } from '#features/shell/session.tsx';
import { ShortcutsProvider } from '#features/shell/shortcuts-provider.tsx';
import type { Theme } from '#features/shell/theme.ts';
import { SESSION } from '#features/states/fixtures.ts';
import { REGISTRY } from '#features/states/registry.ts';
import { type StatedPage, STATES } from '#features/states/states.ts';
import { TRPCProvider } from '#trpc/client.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';

const PAGES = Object.keys(REGISTRY) as StatedPage[];

type Shown = { readonly name: string; readonly render: () => ReactNode };

/** Every state there is, page by page. */
async function readStates(): Promise<readonly Shown[]> {
  const pages = await Promise.all(
    PAGES.map(async (page) => {
      const states = await REGISTRY[page]();
      return STATES.flatMap((state) => {
        const render = states[state];
        return typeof render === 'function' ? [{ name: `${page}.${state}`, render }] : [];
      });
    }),
  );
  return pages.flat();
}

/** One state of one page at a time, chosen in the address, inside the console's own frame. For developers: not translated. */
export function StatesPage({ theme }: { theme: Theme }) {
  const [show, setShow] = useQueryState('show', parseAsString.withDefault(''));
  const [all, setAll] = useState<readonly Shown[]>([]);
  useEffect(() => void readStates().then(setAll), []);
  const shown = all.find(({ name }) => name === show) ?? all[0];
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
                    {all
                      .filter(({ name }) => name.startsWith(`${page}.`))
                      .map(({ name }) => (
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
