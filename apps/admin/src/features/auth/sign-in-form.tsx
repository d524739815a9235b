'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { parseClientError } from '@toster/contracts/errors';
import { ZPassword } from '@toster/contracts/schemas/auth';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { JSON_HEADERS } from '#trpc/headers.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

const ZForm = z.object({ email: z.string().trim().min(3).max(254), password: ZPassword });
type Form = z.infer<typeof ZForm>;
type Problem = 'wrong' | 'offline' | 'unavailable';

/** E-mail and password. Managers of passwords may fill and paste; nothing says which of the two was wrong. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('signIn');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [visible, setVisible] = useState(false);
  const { register, handleSubmit, setFocus, formState } = useForm<Form>({
    resolver: zodResolver(ZForm),
    defaultValues: { email: '', password: '' },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;

  const submit = async (values: Form) => {
    setProblem(null);
    const failed = await signIn(values);
    if (failed === null) return location.assign(next);
    setProblem(failed);
    setFocus('password', { shouldSelect: true });
    throw new Error(failed);
  };

  return (
    <form
      noValidate
      onSubmit={(event) => void handleSubmit(submit)(event).catch(() => undefined)}
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-control"
    >
      {problem === null ? null : (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm font-medium text-bad">
          {t(`problems.${problem}`)}
        </p>
      )}
      <Field label={t('email')} error={errors.email ? t('emailRequired') : undefined}>
        <TextInput
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          {...register('email')}
        />
      </Field>
      <Field label={t('password')} error={errors.password ? t('passwordRequired') : undefined}>
        <div className="relative">
          <TextInput
            type={visible ? 'text' : 'password'}
            autoComplete="current-password"
            className="pr-11"
            {...register('password')}
          />
          <IconButton
            label={visible ? t('hidePassword') : t('showPassword')}
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
            className="absolute top-0 right-0"
          >
            {visible ? (
              <EyeOff aria-hidden className="size-4" />
            ) : (
              <Eye aria-hidden className="size-4" />
            )}
          </IconButton>
        </div>
      </Field>
      <Button
        type="submit"
        variant="primary"
        loading={isSubmitting || (isSubmitSuccessful && problem === null)}
        className="mt-1 w-full"
      >
        {t('submit')}
      </Button>
    </form>
  );
}

async function signIn(values: Form): Promise<Problem | null> {
  let response: Response;
  try {
    response = await fetch('/api/auth/sign-in', {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(values),
    });
  } catch {
    return 'offline';
  }
  if (response.ok) return null;
  const code = parseClientError(await response.json().catch(() => null))?.code;
  return code === 'INVALID_CREDENTIALS' || code === 'INVALID_INPUT' ? 'wrong' : 'unavailable';
}
