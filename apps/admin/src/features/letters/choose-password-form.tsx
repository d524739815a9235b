'use client';
import { PASSWORD_CHARACTERS } from '@toster/contracts/schemas/auth';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { type FormEvent, useRef, useState } from 'react';
import { TroubleAlert } from '#features/auth/entry-alert.tsx';
import { EntryDone, EntryForm } from '#features/auth/entry-card.tsx';
import { lengthOf, NewPasswordField } from '#features/auth/new-password-field.tsx';
import { post, type Trouble } from '#features/auth/post.ts';
import { LinkOver } from '#features/letters/link-over.tsx';
import { forgetMailToken, mailToken } from '#features/letters/mail-token.ts';
import { Button, buttonClass } from '#ui/button.tsx';

/** Another password by the link of a letter. Nobody is signed in by it. */
export function ChoosePasswordForm() {
  const t = useTranslations('letter.choose');
  const rules = useTranslations('profile.password');
  const { least } = PASSWORD_CHARACTERS;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<'done' | 'over' | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const refuse = (why: string) => {
    setError(why);
    input.current?.focus();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const password = input.current?.value ?? '';
    setTrouble(null);
    setError(undefined);
    if (mailToken() === '') return setOutcome('over');
    if (lengthOf(password) < least) return refuse(rules('faults.short', { least }));
    setPending(true);
    const posted = await post('reset', { token: mailToken(), password });
    setPending(false);
    if (posted.kind === 'done') {
      forgetMailToken();
      return setOutcome('done');
    }
    if (posted.kind !== 'refused') return setTrouble(posted);
    const { fault } = posted.failure.details;
    if (fault === undefined) return setOutcome('over');
    refuse(rules(`faults.${fault}`, { least }));
  };

  if (outcome === 'over') return <LinkOver ask="/reset" />;
  if (outcome === 'done')
    return (
      <EntryDone
        title={rules('done')}
        actions={
          <Link href="/sign-in" prefetch={false} className={buttonClass('primary', 'w-full')}>
            {t('toSignIn')}
          </Link>
        }
      >
        {t('done')}
      </EntryDone>
    );
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <TroubleAlert trouble={trouble} />
      <NewPasswordField input={input} error={error} />
      <Button type="submit" variant="primary" loading={pending} className="w-full">
        {rules('change')}
      </Button>
    </EntryForm>
  );
}
