'use client';
import { parseClientError } from '@toster/contracts/errors';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { JSON_HEADERS } from '#trpc/headers.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

/** What the API takes at least: ZSignInInput. */
const EMAIL_MIN = 3;

type Values = { email: string; password: string };
/** What kept somebody out; `until`: when the next attempt is allowed. */
type Problem =
  | { readonly kind: 'wrong' | 'offline' | 'unavailable' }
  | { readonly kind: 'tooMany'; readonly until: Date };

/**
 * E-mail and password. Managers of passwords may fill and paste; nothing says which of the two was wrong. The first
 * page anybody waits for, so it checks its two fields by hand instead of fetching the libraries of larger forms.
 */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('signIn');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState({ email: false, password: false });
  const [pending, setPending] = useState(false);
  const [visible, setVisible] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const values = {
      email: email.current?.value.trim() ?? '',
      password: password.current?.value ?? '',
    };
    const short = { email: values.email.length < EMAIL_MIN, password: values.password === '' };
    setMissing(short);
    setProblem(null);
    if (short.email) return email.current?.focus();
    if (short.password) return password.current?.focus();
    setPending(true);
    const failed = await signIn(values);
    if (failed === null) return location.assign(next);
    setPending(false);
    setProblem(failed);
    password.current?.select();
    password.current?.focus();
  };

  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-control"
    >
      {problem === null ? null : (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm font-medium text-bad">
          {problem.kind === 'tooMany'
            ? t('problems.tooMany', { time: clockOf(problem.until) })
            : t(`problems.${problem.kind}`)}
        </p>
      )}
      <Field label={t('email')} error={missing.email ? t('emailRequired') : undefined}>
        <TextInput
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          maxLength={254}
          ref={email}
        />
      </Field>
      <Field label={t('password')} error={missing.password ? t('passwordRequired') : undefined}>
        <div className="relative">
          <TextInput
            type={visible ? 'text' : 'password'}
            autoComplete="current-password"
            className="pr-11"
            maxLength={256}
            ref={password}
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
      <Button type="submit" variant="primary" loading={pending} className="mt-1 w-full">
        {t('submit')}
      </Button>
    </form>
  );
}

async function signIn(values: Values): Promise<Problem | null> {
  let response: Response;
  try {
    response = await fetch('/api/auth/sign-in', {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(values),
    });
  } catch {
    return { kind: 'offline' };
  }
  if (response.ok) return null;
  const failure = parseClientError(await response.json().catch(() => null));
  switch (failure?.code) {
    case 'INVALID_CREDENTIALS':
    case 'INVALID_INPUT':
      return { kind: 'wrong' };
    case 'TOO_MANY_ATTEMPTS': {
      const seconds = failure.details.retryAfterSeconds ?? 0;
      return { kind: 'tooMany', until: new Date(Date.now() + seconds * 1000) };
    }
    default:
      return { kind: 'unavailable' };
  }
}

/** The time where the reader is, with the day where it is not today's. */
function clockOf(moment: Date): string {
  const isToday = moment.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat('en-GB', {
    ...(isToday ? {} : { weekday: 'long' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(moment);
}
