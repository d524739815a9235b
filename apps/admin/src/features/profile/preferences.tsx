'use client';
import { Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { LanguageChoice } from '#features/profile/language-choice.tsx';
import { useSingleKeys } from '#features/shell/shortcuts-provider.tsx';
import { applyTheme, type Theme, THEMES } from '#features/shell/theme.ts';
import { useTheme } from '#features/shell/use-theme.ts';
import { type Locale, OFFERED_LOCALES } from '#i18n/locales.ts';
import { cn } from '#ui/cn.ts';
import { Panel } from '#ui/panel.tsx';
import { Switch } from '#ui/switch.tsx';

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon } as const;

/** How the console looks and listens on this device. Every choice acts at once. */
export function Preferences({
  theme: initial,
  languages = OFFERED_LOCALES,
}: {
  theme: Theme;
  languages?: readonly Locale[] | undefined;
}) {
  const t = useTranslations('profile.preferences');
  const shell = useTranslations('shell');
  const keys = useTranslations('keys');
  const theme = useTheme(initial);
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const group = useId();
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col gap-5 p-4">
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium text-ink-2">{shell('theme')}</legend>
          <div className="grid grid-cols-3 gap-2">
            {THEMES.map((each) => {
              const Icon = THEME_ICONS[each];
              return (
                <label
                  key={each}
                  className={cn(
                    'relative flex min-h-11 cursor-pointer flex-col items-center justify-center gap-1 rounded-md border px-2 py-2 text-center text-xs font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)',
                    theme === each
                      ? 'border-accent bg-selected text-ink'
                      : 'border-line-strong text-ink-2 hover:bg-hover',
                  )}
                >
                  <input
                    type="radio"
                    name={group}
                    value={each}
                    checked={theme === each}
                    onChange={() => applyTheme(each)}
                    className="absolute inset-0 cursor-pointer opacity-0"
                  />
                  <Icon aria-hidden className="size-4" />
                  {shell(`themes.${each}`)}
                </label>
              );
            })}
          </div>
        </fieldset>
        <LanguageChoice languages={languages} />
        <div className="flex items-center justify-between gap-4">
          <div>
            <p className="text-sm font-medium text-ink-2">{keys('singleKeys')}</p>
            <p className="text-xs text-ink-3">{keys('singleKeysHint')}</p>
          </div>
          <Switch checked={singleKeys} onChange={setSingleKeys} label={keys('singleKeys')} />
        </div>
        <p className="text-xs text-ink-3">{t('device')}</p>
      </div>
    </Panel>
  );
}
