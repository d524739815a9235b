'use client';
import { PASSWORD_CHARACTERS } from '@toster/contracts/schemas/auth';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { lengthOf, NewPasswordField } from '#features/auth/new-password-field.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { useNotify } from '#ui/toast.tsx';

/**
 * Another password. Whoever has not proven themselves lately is asked to first; the same call is then repeated. Pasting
 * and managers of passwords are welcome, and nothing asks for signs and digits.
 */
export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('profile.password');
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={input}
      title={t('change')}
      description={t('effect')}
      size="sm"
    >
      {open ? <PasswordForm input={input} onClose={onClose} /> : null}
    </Dialog>
  );
}

function PasswordForm({
  input,
  onClose,
}: {
  input: RefObject<HTMLInputElement | null>;
  onClose: () => void;
}) {
  const t = useTranslations('profile.password');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const [error, setError] = useState<string>();

  const mutation = useMutation(
    trpc.profile.changePassword.mutationOptions({
      onSuccess: async ({ revoked }) => {
        onClose();
        notify.done({ title: t('done'), description: t('ended', { count: revoked }) });
        await queries.invalidateQueries(trpc.session.list.queryFilter());
      },
      onError: (failure) => {
        const { code, fault } = failureOf(failure);
        setError(
          code === 'PASSWORD_REFUSED' && fault !== null
            ? t(`faults.${fault}`, { least: PASSWORD_CHARACTERS.least })
            : failureText(failure),
        );
        input.current?.focus();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = input.current?.value ?? '';
    setError(undefined);
    if (lengthOf(password) < PASSWORD_CHARACTERS.least) {
      setError(t('faults.short', { least: PASSWORD_CHARACTERS.least }));
      return input.current?.focus();
    }
    mutation.mutate({ password });
  };

  return (
    <form noValidate onSubmit={submit}>
      <NewPasswordField input={input} error={error} />
      <DialogActions>
        <Button type="submit" variant="primary" loading={mutation.isPending}>
          {t('change')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {common('cancel')}
        </Button>
      </DialogActions>
    </form>
  );
}
