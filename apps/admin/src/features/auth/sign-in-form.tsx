'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { type FormEvent, useRef, useState } from 'react';
import { enter, type Problem } from '#features/auth/enter.ts';
import { EntryForm } from '#features/auth/entry-card.tsx';
import { EntryProblem } from '#features/auth/entry-problem.tsx';
import { SecondFactorForm } from '#features/auth/second-factor-form.tsx';
import { Button, buttonClass, IconButton } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

/** What the API takes at least: ZSignInInput. */
const EMAIL_MIN = 3;

/**
 * E-mail and password. Managers of passwords may fill and paste; nothing says which of the two was wrong. The first
 * page anybody waits for, so it checks its two fields by hand instead of fetching the libraries of larger forms.
 */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('signIn');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState({ email: false, password: false });
  const [pending, setPending] = useState(false);
  const [challenge, setChallenge] = useState<string | null>(null);
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
    const entry = await enter('sign-in', values);
    if (entry.kind === 'in') return location.assign(next);
    setPending(false);
    if (entry.kind === 'code') return setChallenge(entry.challenge);
    setProblem(entry);
    password.current?.select();
    password.current?.focus();
  };

  if (challenge !== null)
    return (
      <SecondFactorForm
        challenge={challenge}
        next={next}
        onOver={(over) => {
          setChallenge(null);
          setProblem(over);
        }}
      />
    );
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <EntryProblem problem={problem} />
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
      <Link href="/reset" prefetch={false} className={buttonClass('ghost', '-mt-2 w-full')}>
        {t('forgotten')}
      </Link>
    </EntryForm>
  );
}
