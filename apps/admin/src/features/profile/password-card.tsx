'use client';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { Panel } from '#ui/panel.tsx';

const PasswordDialog = lazyPart(
  async () => (await import('#features/profile/password-dialog.tsx')).PasswordDialog,
  ({ open }) => open,
);

/** One's password, of which nothing can be shown but the way to another one. */
export function PasswordCard() {
  const t = useTranslations('profile.password');
  const [open, setOpen] = useState(false);
  return (
    <Panel title={t('title')}>
      <div className="flex flex-wrap items-center justify-between gap-3 p-4">
        <p className="min-w-0 flex-1 basis-56 text-sm text-pretty text-ink-2">{t('body')}</p>
        <Button onClick={() => setOpen(true)}>
          <KeyRound aria-hidden className="size-4" />
          {t('change')}
        </Button>
      </div>
      <PasswordDialog open={open} onClose={() => setOpen(false)} />
    </Panel>
  );
}
