'use client';
import type { AppRouter } from '@toster/api/root';
import { createTRPCClient } from '@trpc/client';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  createContext,
  type FormEvent,
  type ReactNode,
  use,
  useCallback,
  useRef,
  useState,
} from 'react';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { failureOf } from '#trpc/error.ts';
import { createLinks } from '#trpc/links.ts';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { Field, TextInput } from '#ui/field.tsx';

type Ask = () => Promise<boolean>;

const StepUpContext = createContext<Ask>(async () => false);

/** Asks for a fresh proof of identity; resolves to whether it was given. */
export function useStepUp(): Ask {
  return use(StepUpContext);
}

/** Holds the step-up dialog. Calls that wait for a proof share one dialog. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const waiting = useRef<((proved: boolean) => void)[]>([]);

  const ask = useCallback<Ask>(
    () =>
      new Promise((resolve) => {
        waiting.current.push(resolve);
        setOpen(true);
      }),
    [],
  );

  const settle = (proved: boolean) => {
    setOpen(false);
    for (const resolve of waiting.current.splice(0)) resolve(proved);
  };

  return (
    <StepUpContext value={ask}>
      {children}
      <StepUpDialog open={open} onSettled={settle} />
    </StepUpContext>
  );
}

function StepUpDialog({
  open,
  onSettled,
}: {
  open: boolean;
  onSettled: (proved: boolean) => void;
}) {
  const t = useTranslations('stepUp');
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onSettled(false))}
      initialFocus={input}
      title={
        <span className="flex items-center gap-2">
          <ShieldCheck aria-hidden className="size-[18px] text-accent" />
          {t('title')}
        </span>
      }
      description={t('description')}
      size="sm"
    >
      {open ? <StepUpForm input={input} onSettled={onSettled} /> : null}
    </Dialog>
  );
}

function StepUpForm({
  input,
  onSettled,
}: {
  input: React.RefObject<HTMLInputElement | null>;
  onSettled: (proved: boolean) => void;
}) {
  const t = useTranslations('stepUp');
  const common = useTranslations('common');
  const failureText = useFailureText();
  const formats = useFormats();
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: createLinks({
        stepUp: async () => false,
        ended: () => location.assign('/sign-in?reason=ended'),
      }),
    }),
  );
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const [needsCode, setNeedsCode] = useState(false);
  const code = useRef<HTMLInputElement>(null);

  const problemOf = (failure: unknown): string => {
    const { code: kind, retryAfterSeconds } = failureOf(failure);
    if (kind === 'INVALID_CREDENTIALS') return t(needsCode ? 'wrongEither' : 'wrong');
    if (kind !== 'TOO_MANY_ATTEMPTS' || retryAfterSeconds === null) return failureText(failure);
    const until = new Date(Date.now() + retryAfterSeconds * 1000);
    return t('tooMany', { time: formats.exactTime(until.toISOString()) });
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = input.current?.value ?? '';
    if (password === '') return setError(t('passwordRequired'));
    if (needsCode && (code.current?.value.trim().length ?? 0) < 6) {
      setError(t('codeRequired'));
      return code.current?.focus();
    }
    setPending(true);
    try {
      const typed = code.current?.value.trim() ?? '';
      await client.session.stepUp.mutate(needsCode ? { password, code: typed } : { password });
      onSettled(true);
    } catch (failure) {
      setPending(false);
      if (failureOf(failure).code === 'SECOND_FACTOR_REQUIRED') {
        setNeedsCode(true);
        setError(undefined);
        return;
      }
      setError(problemOf(failure));
      (needsCode ? code : input).current?.select();
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t('password')} error={needsCode ? undefined : error}>
        <TextInput
          ref={input}
          type="password"
          name="password"
          autoComplete="current-password"
          required
        />
      </Field>
      {needsCode ? (
        <Field label={t('code')} hint={t('codeHint')} error={error} className="mt-4">
          <TextInput
            ref={code}
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
          />
        </Field>
      ) : null}
      <DialogActions>
        <Button type="submit" variant="primary" loading={pending}>
          {t('confirm')}
        </Button>
        <Button variant="ghost" onClick={() => onSettled(false)}>
          {common('cancel')}
        </Button>
      </DialogActions>
    </form>
  );
}
