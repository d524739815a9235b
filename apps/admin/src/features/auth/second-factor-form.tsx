import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { enter, type Problem } from '#features/auth/enter.ts';
import { EntryDone, EntryForm } from '#features/auth/entry-card.tsx';
import { EntryProblem } from '#features/auth/entry-problem.tsx';
import { post } from '#features/auth/post.ts';
import { Button } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

const CODE_MIN = 6;

/** The code after the password: of the app, or one that was written down. */
export function SecondFactorForm({
  challenge,
  next,
  onOver,
}: {
  challenge: string;
  next: string;
  /** The password has to be entered again; null: the person wants to begin anew. */
  onOver: (problem: Problem | null) => void;
}) {
  const t = useTranslations('signIn.code');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const code = input.current?.value.trim() ?? '';
    setProblem(null);
    setMissing(code.length < CODE_MIN);
    if (code.length < CODE_MIN) return input.current?.focus();
    setPending(true);
    const entry = await enter('second-factor', { challenge, code });
    if (entry.kind === 'in') return location.assign(next);
    setPending(false);
    if (entry.kind === 'over' || entry.kind === 'wrong') return onOver(entry);
    if (entry.kind === 'code') return;
    setProblem(entry);
    input.current?.select();
    input.current?.focus();
  };

  const lost = async () => {
    setProblem(null);
    setAsking(true);
    const posted = await post('ask-factor-reset', { challenge });
    setAsking(false);
    if (posted.kind === 'done') return setAsked(true);
    if (posted.kind === 'refused') return onOver({ kind: 'over' });
    setProblem(posted);
  };

  if (asked) return <EntryDone title={t('lostSent.title')}>{t('lostSent.body')}</EntryDone>;
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <EntryProblem problem={problem} />
      <Field label={t('label')} hint={t('hint')} error={isMissing ? t('missing') : undefined}>
        <TextInput
          ref={input}
          autoFocus
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          className="text-lg! nums"
        />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="w-full">
        {t('submit')}
      </Button>
      <div className="flex flex-col">
        <Button variant="ghost" className="w-full" onClick={() => onOver(null)}>
          {t('back')}
        </Button>
        <Button variant="ghost" className="w-full" loading={asking} onClick={() => void lost()}>
          {t('lost')}
        </Button>
      </div>
    </EntryForm>
  );
}
