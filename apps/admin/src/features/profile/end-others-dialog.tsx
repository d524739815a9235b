'use client';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';

/** Says what happens to the other sessions, and asks before it does. */
export function EndOthersDialog({
  open,
  count,
  onClose,
  onConfirm,
  onConfirmAll,
}: {
  open: boolean;
  count: number;
  onClose: () => void;
  onConfirm: () => void;
  /** The present session is to end too. */
  onConfirmAll: () => void;
}) {
  const t = useTranslations('sessions');
  const confirm = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={confirm}
      title={t('confirm.title', { count })}
      description={t('confirm.body', { count })}
      size="sm"
    >
      <DialogActions>
        <Button ref={confirm} variant="danger" onClick={onConfirm}>
          {t('confirm.yes')}
        </Button>
        <Button variant="ghost" onClick={onConfirmAll}>
          {t('confirm.all')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {t('confirm.no')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
