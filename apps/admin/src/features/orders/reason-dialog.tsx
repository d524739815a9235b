'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { Field, TextArea } from '#ui/field.tsx';

const ZForm = z.object({ reason: z.string().trim().min(1).max(300) });
type Form = z.infer<typeof ZForm>;

type ReasonDialogProps = {
  kind: 'void' | 'cancel' | null;
  number: number;
  pending: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
};

/** Voiding and cancelling need a reason; it stands in the audit log with the name of who gave it. */
export function ReasonDialog({ kind, number, pending, onClose, onConfirm }: ReasonDialogProps) {
  const t = useTranslations('orders.leave');
  const area = useRef<HTMLTextAreaElement>(null);
  const shown = useRef<'void' | 'cancel'>('void');
  if (kind !== null) shown.current = kind;
  return (
    <Dialog
      open={kind !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      initialFocus={area}
      title={t(`${shown.current}.title`, { number })}
      description={t(`${shown.current}.body`)}
    >
      <ReasonForm
        kind={shown.current}
        area={area}
        pending={pending}
        onClose={onClose}
        onConfirm={onConfirm}
      />
    </Dialog>
  );
}

function ReasonForm({
  kind,
  area,
  pending,
  onClose,
  onConfirm,
}: {
  kind: 'void' | 'cancel';
  area: React.RefObject<HTMLTextAreaElement | null>;
  pending: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}) {
  const t = useTranslations('orders.leave');
  const { register, handleSubmit, setValue, formState } = useForm<Form>({
    resolver: zodResolver(ZForm),
    defaultValues: { reason: '' },
  });
  const { ref, ...field } = register('reason');
  return (
    <form
      noValidate
      onSubmit={(event) => void handleSubmit((values) => onConfirm(values.reason))(event)}
    >
      <div className="mb-3 flex flex-wrap gap-1.5">
        {(['guest', 'mistake', 'outOfStock', 'duplicate'] as const).map((preset) => (
          <button
            key={preset}
            type="button"
            onClick={() => {
              setValue('reason', t(`presets.${preset}`), { shouldValidate: true });
              area.current?.focus();
            }}
            className="h-8 rounded-full border border-line-strong px-3 text-sm text-ink-2 hover:bg-hover touch:h-11"
          >
            {t(`presets.${preset}`)}
          </button>
        ))}
      </div>
      <Field label={t('reason')} error={formState.errors.reason ? t('reasonRequired') : undefined}>
        <TextArea
          rows={3}
          maxLength={300}
          {...field}
          ref={(element) => {
            ref(element);
            area.current = element;
          }}
        />
      </Field>
      <DialogActions>
        <Button type="submit" variant="danger" loading={pending}>
          {t(`${kind}.confirm`)}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {t('keep')}
        </Button>
      </DialogActions>
    </form>
  );
}
