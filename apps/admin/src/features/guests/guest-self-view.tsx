'use client';
import type { GuestSelf } from '@toster/contracts/schemas/guest';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { postTo } from '#features/auth/post.ts';
import { GuestConsents } from '#features/guests/guest-consents.tsx';
import { GuestOrders } from '#features/guests/guest-orders.tsx';
import { useGuestWords } from '#features/guests/guest-words.tsx';
import { Button, buttonClass } from '#ui/button.tsx';
import { Panel } from '#ui/panel.tsx';
import { StateView } from '#ui/state-view.tsx';

/** What is a guest's own: orders, data, consents. */
export function GuestSelfView({
  self,
  onChange,
  onOut,
}: {
  self: GuestSelf;
  onChange: (self: GuestSelf) => void;
  onOut: () => void;
}) {
  const { texts, place } = useGuestWords();
  if (self.org.slug !== place.slug) return <Elsewhere self={self} onOut={onOut} />;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-sm break-words text-ink-2">{self.email}</p>
        <SignOut onOut={onOut} />
      </div>
      <GuestOrders self={self} onOut={onOut} />
      <OwnData self={self} />
      <GuestConsents self={self} onChange={onChange} onOut={onOut} />
      <p className="text-xs text-pretty text-ink-3">{texts.out.hint}</p>
    </div>
  );
}

function SignOut({ onOut }: { onOut: () => void }) {
  const { texts } = useGuestWords();
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);
  const signOut = async () => {
    setPending(true);
    const { kind } = await postTo('/api/guest/sign-out', {});
    setPending(false);
    if (kind === 'done') return onOut();
    setFailed(true);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {failed ? (
        <p role="alert" className="text-sm text-bad">
          {texts.problems.offline}
        </p>
      ) : null}
      <Button loading={pending} onClick={() => void signOut()}>
        <LogOut aria-hidden className="size-4" />
        {texts.out.action}
      </Button>
    </div>
  );
}

/** One browser holds one guest's session: at another restaurant it shows nothing. */
function Elsewhere({ self, onOut }: { self: GuestSelf; onOut: () => void }) {
  const { texts, say, place } = useGuestWords();
  const at = { org: place.name, other: self.org.name };
  return (
    <StateView
      icon={LogOut}
      title={say(texts.elsewhere.title, at)}
      actions={
        <>
          <a className={buttonClass()} href={`/r/${self.org.slug}?lang=${place.language}`}>
            {say(texts.elsewhere.there, at)}
          </a>
          <SignOut onOut={onOut} />
        </>
      }
    >
      {say(texts.elsewhere.body, at)}
    </StateView>
  );
}

function OwnData({ self }: { self: GuestSelf }) {
  const { texts, date } = useGuestWords();
  const { name, phone, email, since, org } = self;
  const facts = [
    [texts.data.name, name],
    [texts.data.phone, phone],
    [texts.data.email, email],
    [texts.data.since, date(since, org.timezone)],
  ] as const;
  return (
    <Panel title={texts.data.title}>
      <dl className="grid gap-4 p-4 sm:grid-cols-2">
        {facts.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd className="mt-0.5 text-sm break-words">
              {value ?? <span className="text-ink-3">{texts.data.none}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line px-4 py-3 text-xs text-pretty text-ink-3">
        {texts.data.hint}
      </p>
    </Panel>
  );
}
