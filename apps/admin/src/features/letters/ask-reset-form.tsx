'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { type FormEvent, useRef, useState } from 'react';
import { EntryDone, EntryForm } from '#features/auth/entry-card.tsx';
import { TroubleAlert } from '#features/auth/entry-alert.tsx';
import { post, type Trouble } from '#features/auth/post.ts';
import { Button, buttonClass } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

/** What the API takes at least: ZAskResetInput. */
const EMAIL_MIN = 3;

/** Asks for a letter. The answer is the same whether the address is known or not. */
export function AskResetForm() {
  const t = useTranslations('letter.ask');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [missing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const email = input.current?.value.trim() ?? '';
    setTrouble(null);
    setMissing(email.length < EMAIL_MIN);
    if (email.length < EMAIL_MIN) return input.current?.focus();
    setPending(true);
    const posted = await post('ask-reset', { email });
    setPending(false);
    if (posted.kind === 'done') return setSentTo(email);
    if (posted.kind === 'refused') {
      setMissing(true);
      return input.current?.focus();
    }
    setTrouble(posted);
  };

  const back = (
    <Link href="/sign-in" prefetch={false} className={buttonClass('ghost', '-mt-2 w-full')}>
      {t('back')}
    </Link>
  );
  if (sentTo !== null)
    return (
      <EntryDone
        title={t('sentTitle')}
        actions={
          <>
            <Button className="w-full" onClick={() => setSentTo(null)}>
              {t('another')}
            </Button>
            {back}
          </>
        }
      >
        {t('sent', { email: sentTo })}
      </EntryDone>
    );
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <TroubleAlert trouble={trouble} />
      <Field label={t('email')} error={missing ? t('missing') : undefined}>
        <TextInput
          ref={input}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          maxLength={254}
        />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="w-full">
        {t('submit')}
      </Button>
      {back}
    </EntryForm>
  );
}
