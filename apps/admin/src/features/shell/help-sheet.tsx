'use client';
import { useTranslations } from 'next-intl';
import { useId, useRef } from 'react';
import { useSingleKeys } from '#features/shell/shortcuts-provider.tsx';
import { SHORTCUT_GROUPS, SHORTCUTS, type ShortcutId } from '#features/shell/shortcuts.ts';
import { Dialog } from '#ui/dialog.tsx';
import { Kbd } from '#ui/kbd.tsx';
import { Switch } from '#ui/switch.tsx';
import { useModKey } from '#ui/use-mod-key.ts';

const IDS = Object.keys(SHORTCUTS) as ShortcutId[];

/** Every key and what it does, and the switch that turns single keys off. */
export function HelpSheet({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations('keys');
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const mod = useModKey();
  const hint = useId();
  const body = useRef<HTMLDivElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      size="xl"
      initialFocus={body}
    >
      <div ref={body} tabIndex={-1} className="grid gap-x-10 gap-y-6 outline-none sm:grid-cols-2">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group}>
            <h3 className="mb-1.5 text-xs font-medium text-ink-3">{t(`groups.${group}`)}</h3>
            <dl>
              {IDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
                <div
                  key={id}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line last:border-0"
                >
                  <dt className="text-sm">{t(`names.${id}`)}</dt>
                  <dd>
                    <Kbd keys={label(SHORTCUTS[id].keys, mod)} />
                    <span className="sr-only">
                      {SHORTCUTS[id].keys.replace('mod', t('modifier'))}
                    </span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-5 flex items-center justify-between gap-4 border-t border-line pt-3">
        <div>
          <p className="text-sm font-medium">{t('singleKeys')}</p>
          <p id={hint} className="text-xs text-ink-3">
            {t('singleKeysHint')}
          </p>
        </div>
        <Switch checked={singleKeys} onChange={setSingleKeys} label={t('singleKeys')} />
      </div>
    </Dialog>
  );
}

function label(keys: string, mod: string): string {
  return keys.replace('mod', mod).replace(/\b[a-z]\b/gu, (letter) => letter.toUpperCase());
}
