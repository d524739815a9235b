'use client';
import { type ReactNode, useState } from 'react';
import { TroubleAlert } from '#features/auth/entry-alert.tsx';
import { EntryForm } from '#features/auth/entry-card.tsx';
import { post, type Trouble } from '#features/auth/post.ts';
import { LinkOver } from '#features/letters/link-over.tsx';
import { forgetMailToken, mailToken } from '#features/letters/mail-token.ts';
import { Button } from '#ui/button.tsx';

/**
 * Follows the link of a letter when the person says so. Not by itself: programs that look through mail open links, and
 * nothing must come of that.
 */
export function FollowLink({
  way,
  ask,
  submit,
  children,
  done,
}: {
  /** Under `/api/auth`. */
  way: 'factor-reset' | 'prove-address';
  /** Where another letter is asked for. */
  ask: string;
  submit: string;
  /** What it means, above the button. */
  children?: ReactNode;
  done: (body: unknown) => ReactNode;
}) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly body: unknown } | 'over' | null>(null);
  const follow = async () => {
    setTrouble(null);
    if (mailToken() === '') return setOutcome('over');
    setPending(true);
    const posted = await post(way, { token: mailToken() });
    setPending(false);
    if (posted.kind === 'refused') return setOutcome('over');
    if (posted.kind !== 'done') return setTrouble(posted);
    forgetMailToken();
    setOutcome({ body: posted.body });
  };
  if (outcome === 'over') return <LinkOver ask={ask} />;
  if (outcome !== null) return done(outcome.body);
  return (
    <EntryForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void follow();
      }}
    >
      <TroubleAlert trouble={trouble} />
      {children}
      <Button type="submit" variant="primary" loading={pending} className="w-full">
        {submit}
      </Button>
    </EntryForm>
  );
}
