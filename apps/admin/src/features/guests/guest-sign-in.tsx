'use client';
import { type FormEvent, useRef, useState } from 'react';
import { EntryAlert } from '#features/auth/entry-alert.tsx';
import { EntryForm } from '#features/auth/entry-card.tsx';
import { type Posted, postTo } from '#features/auth/post.ts';
import { useGuestWords } from '#features/guests/guest-words.tsx';
import { Button } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

type Asked = { readonly email: string; readonly challenge: string };

/** Two steps: an address, and the six digits of the letter that goes there. */
export function GuestSignIn({ onIn }: { onIn: () => void }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return asked === null ? (
    <AskForm onAsked={setAsked} />
  ) : (
    <CodeForm asked={asked} onIn={onIn} onBack={() => setAsked(null)} />
  );
}

function AskForm({ onAsked }: { onAsked: (asked: Asked) => void }) {
  const { texts, say, place } = useGuestWords();
  const problemOf = useProblem();
  const [problem, setProblem] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const email = input.current?.value.trim() ?? '';
    const isAddress = /^\S+@\S+\.\S+$/u.test(email);
    setProblem(null);
    setMissing(!isAddress);
    if (!isAddress) return input.current?.focus();
    setPending(true);
    const { slug, language } = place;
    const posted = await postTo('/api/guest/ask-code', { slug, email, language });
    setPending(false);
    const challenge = posted.kind === 'done' ? Reflect.get(Object(posted.body), 'challenge') : null;
    if (typeof challenge === 'string') return onAsked({ email, challenge });
    setProblem(problemOf(posted));
  };

  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      {problem === null ? null : <EntryAlert>{problem}</EntryAlert>}
      <p className="text-sm text-pretty text-ink-2">{say(texts.ask.lead)}</p>
      <Field
        label={texts.ask.email}
        hint={texts.ask.hint}
        error={isMissing ? texts.ask.invalid : undefined}
      >
        <TextInput
          ref={input}
          type="email"
          name="email"
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
        />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="w-full">
        {texts.ask.submit}
      </Button>
    </EntryForm>
  );
}

function CodeForm({
  asked: { email, challenge },
  onIn,
  onBack,
}: {
  asked: Asked;
  onIn: () => void;
  onBack: () => void;
}) {
  const { texts, say } = useGuestWords();
  const problemOf = useProblem();
  const [problem, setProblem] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const code = (input.current?.value ?? '').replaceAll(/\s/gu, '');
    const isCode = /^\d{6}$/u.test(code);
    setProblem(null);
    setMissing(!isCode);
    if (!isCode) return input.current?.focus();
    setPending(true);
    const posted = await postTo('/api/guest/enter-code', { challenge, code });
    if (posted.kind === 'done') return onIn();
    setPending(false);
    setProblem(problemOf(posted));
    input.current?.select();
    input.current?.focus();
  };

  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      {problem === null ? null : <EntryAlert>{problem}</EntryAlert>}
      <p role="status" className="text-sm text-pretty text-ink-2">
        {say(texts.code.lead, { email })}
      </p>
      <Field
        label={texts.code.label}
        hint={texts.code.hint}
        error={isMissing ? texts.code.invalid : undefined}
      >
        <TextInput
          ref={input}
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="text-lg! nums"
        />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="w-full">
        {texts.code.submit}
      </Button>
      <Button variant="ghost" className="w-full" onClick={onBack}>
        {texts.code.back}
      </Button>
    </EntryForm>
  );
}

/** Why the server did not let somebody go on, in their language. */
function useProblem(): (posted: Posted) => string {
  const { texts, say, time } = useGuestWords();
  return (posted) => {
    if (posted.kind === 'tooMany') return say(texts.problems.tooMany, { time: time(posted.until) });
    if (posted.kind === 'refused' && posted.failure.code === 'CODE_WRONG')
      return texts.problems.wrong;
    return posted.kind === 'offline' ? texts.problems.offline : texts.problems.failed;
  };
}
