'use client';
import type { GuestSelf } from '@toster/contracts/schemas/guest';
import { CloudOff, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { callGuest } from '#features/guests/guest-api.ts';
import { GuestSelfView } from '#features/guests/guest-self-view.tsx';
import { GuestSignIn } from '#features/guests/guest-sign-in.tsx';
import { useGuestWords } from '#features/guests/guest-words.tsx';
import { Button } from '#ui/button.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

type Known =
  | { readonly kind: 'loading' | 'out' | 'offline' | 'failed' }
  | { readonly kind: 'in'; readonly self: GuestSelf };

/** A guest's page at one restaurant: the way in, or what is theirs. `comesBack`: the browser holds a session, which may be over. */
export function GuestPage({ comesBack }: { comesBack: boolean }) {
  const { texts } = useGuestWords();
  const [known, setKnown] = useState<Known>({ kind: comesBack ? 'loading' : 'out' });
  const read = useCallback(async () => {
    const called = await callGuest('self', {});
    setKnown(called.kind === 'done' ? { kind: 'in', self: called.data } : called);
  }, []);
  useEffect(() => {
    if (comesBack) void read();
  }, [comesBack, read]);

  switch (known.kind) {
    case 'loading':
      return <SkeletonRows rows={6} label={texts.loading} />;
    case 'out':
      return <GuestSignIn onIn={() => void read()} />;
    case 'in':
      return (
        <GuestSelfView
          self={known.self}
          onChange={(self) => setKnown({ kind: 'in', self })}
          onOut={() => setKnown({ kind: 'out' })}
        />
      );
    default:
      return (
        <StateView
          icon={CloudOff}
          title={texts.problems[known.kind]}
          actions={
            <Button onClick={() => void read()}>
              <RotateCw aria-hidden className="size-4" />
              {texts.again}
            </Button>
          }
        />
      );
  }
}
