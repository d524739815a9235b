'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { CornerDownLeft, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { type Command, useCommands } from '#features/shell/commands.tsx';
import { Kbd } from '#ui/kbd.tsx';
import { useEnterPick } from '#ui/use-enter-pick.ts';

/** Everything the console can do, by name. Also sends the typed words on to a search. */
export function CommandPalette({
  open,
  onOpenChange,
  onHelp,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
}) {
  const t = useTranslations('palette');
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-backdrop transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center px-4 pt-[14dvh]">
          <Dialog.Popup
            initialFocus={input}
            aria-label={t('label')}
            className="flex max-h-[70dvh] w-full max-w-xl flex-col overflow-hidden rounded-xl bg-raised shadow-pop outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0"
          >
            {open ? (
              <PaletteBody input={input} close={() => onOpenChange(false)} onHelp={onHelp} />
            ) : null}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({
  input,
  close,
  onHelp,
}: {
  input: React.RefObject<HTMLInputElement | null>;
  close: () => void;
  onHelp: () => void;
}) {
  const t = useTranslations('palette');
  const [query, setQuery] = useState('');
  const groups = useCommands(query, onHelp);
  const run = (command: Command) => {
    close();
    command.run();
  };
  const { onItemHighlighted, onKeyDown } = useEnterPick(
    groups.flatMap((group) => group.items),
    run,
  );
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      autoHighlight="always"
      keepHighlight
      items={groups}
      value={query}
      onValueChange={(value) => setQuery(value)}
      onItemHighlighted={(command: Command | undefined) => onItemHighlighted(command)}
      itemToStringValue={(command: Command) => command.label}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <Autocomplete.Input
          ref={input}
          onKeyDown={onKeyDown}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3 touch:text-lg"
        />
        <Dialog.Close className="sr-only focus-visible:not-sr-only">{t('close')}</Dialog.Close>
        <Kbd keys="Esc" />
      </div>
      <Autocomplete.Empty className="empty:hidden">
        <p className="px-4 py-8 text-center text-sm text-ink-2">{t('empty')}</p>
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5 data-empty:p-0">
        {(group: { value: string; items: Command[] }) => (
          <Autocomplete.Group key={group.value} items={group.items} className="not-last:mb-1.5">
            <Autocomplete.GroupLabel className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-ink-3">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item
                  key={command.id}
                  value={command}
                  onClick={() => run(command)}
                  className="group flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-hover touch:min-h-11"
                >
                  <command.icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                  <span className="min-w-0 flex-1 truncate">{command.label}</span>
                  {command.keys === undefined ? null : <Kbd keys={command.keys} />}
                  <CornerDownLeft
                    aria-hidden
                    className="hidden size-3.5 text-ink-3 group-data-highlighted:block"
                  />
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
