'use client';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { useLast } from '#ui/use-last.ts';

/** Says what new codes, or none, mean, and asks before it is so. */
export function FactorQuestion({
  about,
  pending,
  onConfirm,
  onClose,
}: {
  about: 'renewal' | 'removal' | null;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('profile.factor');
  const common = useTranslations('common');
  const confirm = useRef<HTMLButtonElement>(null);
  const shown = useLast(about);
  return (
    <Dialog
      open={about !== null}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={confirm}
      title={shown === null ? '' : t(`${shown}.title`)}
      description={shown === null ? '' : t(`${shown}.body`)}
      size="sm"
    >
      {shown === null ? null : (
        <DialogActions>
          <Button
            ref={confirm}
            variant={shown === 'removal' ? 'danger' : 'primary'}
            loading={pending}
            onClick={onConfirm}
          >
            {t(`${shown}.yes`)}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {common('cancel')}
          </Button>
        </DialogActions>
      )}
    </Dialog>
  );
}
