'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { Field, TextInput } from '#ui/field.tsx';
import { useLast } from '#ui/use-last.ts';
import { Qr } from '#ui/qr.tsx';

type Secret = { readonly secret: string; readonly uri: string };
type Enrolled = (codes: readonly string[]) => void;

/** A secret for an app, as a picture and to be typed, and the first code of it. */
export function EnrolDialog({
  secret,
  onEnrolled,
  onClose,
}: {
  secret: Secret | null;
  onEnrolled: Enrolled;
  onClose: () => void;
}) {
  const t = useTranslations('profile.factor.enrol');
  const input = useRef<HTMLInputElement>(null);
  const shown = useLast(secret);
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={input}
      title={t('title')}
      description={t('body')}
      size="sm"
    >
      {shown === null ? null : (
        <EnrolForm secret={shown} input={input} onEnrolled={onEnrolled} onClose={onClose} />
      )}
    </Dialog>
  );
}

function EnrolForm({
  secret: { secret, uri },
  input,
  onEnrolled,
  onClose,
}: {
  secret: Secret;
  input: RefObject<HTMLInputElement | null>;
  onEnrolled: Enrolled;
  onClose: () => void;
}) {
  const t = useTranslations('profile.factor.enrol');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const failureText = useFailureText();
  const [error, setError] = useState<string>();
  const confirm = useMutation(
    trpc.factor.confirm.mutationOptions({
      onSuccess: ({ codes }) => onEnrolled(codes),
      onError: (failure) => {
        setError(failureOf(failure).code === 'CODE_WRONG' ? t('wrong') : failureText(failure));
        input.current?.select();
        input.current?.focus();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = (input.current?.value ?? '').replaceAll(/\s/gu, '');
    const isCode = /^\d{6}$/u.test(code);
    setError(isCode ? undefined : t('missing'));
    if (!isCode) return input.current?.focus();
    confirm.mutate({ code });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Qr
        text={uri}
        label={t('picture')}
        className="mx-auto size-52 rounded-lg border border-line"
      />
      <div>
        <p className="text-xs text-ink-3">{t('secret')}</p>
        <p translate="no" className="mt-1 max-w-[24ch] font-mono text-sm tracking-wide select-all">
          {secret.match(/.{1,4}/gu)?.join(' ')}
        </p>
      </div>
      <Field label={t('code')} hint={t('hint')} error={error}>
        <TextInput
          ref={input}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="text-lg! nums"
        />
      </Field>
      <DialogActions>
        <Button type="submit" variant="primary" loading={confirm.isPending}>
          {t('submit')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {common('cancel')}
        </Button>
      </DialogActions>
    </form>
  );
}
