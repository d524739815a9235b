'use client';
import type { LookUpCustomerOutput } from '@toster/contracts/schemas/customers';
import { Plus, UserRound, UserRoundX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { LookUpLimit } from '#features/customers/look-up-limit.tsx';
import { readContact } from '#features/customers/read-contact.ts';
import { type LookUp, useLookUp } from '#features/customers/use-look-up.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay, useSession } from '#features/shell/session.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { Avatar } from '#ui/avatar.tsx';
import { Button } from '#ui/button.tsx';
import { controlClass } from '#ui/field.tsx';
import { Kbd } from '#ui/kbd.tsx';

type Found = LookUpCustomerOutput['found'][number];
type Ways = { onOpen: (id: string) => void; onOrder: (guest: Found) => void };

/** Finds a guest by exactly their number or address. What is typed goes nowhere but into the call. */
export function LookUpBox(ways: Ways) {
  const t = useTranslations('customers.lookUp');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [invalid, setInvalid] = useState(false);
  const lookUp = useLookUp();
  useShortcut('search', () => input.current?.select());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const contact = readContact(text);
    setInvalid(contact === null);
    if (contact === null) return input.current?.focus();
    lookUp.ask(contact);
  };
  return (
    <section
      aria-labelledby="look-up-title"
      className="mb-5 rounded-lg border border-line bg-surface p-4"
    >
      <h2 id="look-up-title" className="mb-2.5 text-sm font-semibold">
        {t('title')}
      </h2>
      <form role="search" noValidate onSubmit={submit} className="flex max-w-xl flex-wrap gap-2">
        <span className="relative min-w-56 flex-1">
          <input
            ref={input}
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="search"
            maxLength={254}
            aria-label={t('label')}
            aria-describedby="look-up-hint"
            aria-invalid={invalid || undefined}
            placeholder={t('label')}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setInvalid(false);
            }}
            className={controlClass('h-control pr-9 aria-invalid:border-bad')}
          />
          {text === '' ? (
            <Kbd
              keys="/"
              className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 touch:hidden"
            />
          ) : null}
        </span>
        <Button
          type="submit"
          variant="primary"
          loading={lookUp.pending}
          disabled={lookUp.freeAt !== null}
        >
          {t('submit')}
        </Button>
      </form>
      <p
        id="look-up-hint"
        role={invalid ? 'alert' : undefined}
        className={invalid ? 'mt-2 text-xs font-medium text-bad' : 'mt-2 text-xs text-ink-3'}
      >
        {invalid ? t('invalid') : t('hint')}
      </p>
      <div aria-live="polite">
        <Answer lookUp={lookUp} {...ways} />
      </div>
    </section>
  );
}

function Answer({ lookUp, ...ways }: Ways & { lookUp: LookUp }) {
  const t = useTranslations('customers.lookUp');
  const failureText = useFailureText();
  const { answer, error, freeAt, pending } = lookUp;
  if (freeAt !== null) return <LookUpLimit freeAt={freeAt} className="mt-3" />;
  if (pending) return null;
  if (error !== null)
    return <p className="mt-3 text-sm font-medium text-bad">{failureText(error)}</p>;
  if (answer === null) return null;
  const { used, most } = answer.uses;
  return (
    <div className="mt-3 border-t border-line pt-3">
      {answer.found.length === 0 ? (
        <div className="flex items-start gap-2.5">
          <UserRoundX aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
          <div>
            <p className="text-sm font-medium">{t('nobody')}</p>
            <p className="text-sm text-ink-2">{t('nobodyBody')}</p>
          </div>
        </div>
      ) : (
        <ul aria-label={t('found', { count: answer.found.length })} className="flex flex-col gap-1">
          {answer.found.map((guest) => (
            <FoundGuest key={guest.id} guest={guest} {...ways} />
          ))}
        </ul>
      )}
      <p className="mt-3 text-xs text-ink-3 nums">
        {t('left', { left: Math.max(0, most - used), most })}
      </p>
    </div>
  );
}

function FoundGuest({ guest, onOpen, onOrder }: Ways & { guest: Found }) {
  const t = useTranslations('customers');
  const { locations } = useSession();
  const mayOpen = useMay('customers.read');
  const mayOrder = useMay('orders.create');
  const name = guest.firstName ?? t('nameless', { id: guest.id.slice(-4) });
  const place = locations.find(({ id }) => id === guest.locationId)?.name;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Avatar name={name} className="size-8" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-semibold">{name}</span>
        <span className="block truncate text-xs text-ink-3">
          {[
            guest.phoneEnding === null ? null : t('phoneEnds', { digits: guest.phoneEnding }),
            place,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {mayOpen ? (
        <Button onClick={() => onOpen(guest.id)}>
          <UserRound aria-hidden className="size-4" />
          {t('lookUp.profile')}
        </Button>
      ) : null}
      {mayOrder ? (
        <Button onClick={() => onOrder(guest)}>
          <Plus aria-hidden className="size-4" />
          {t('lookUp.order')}
        </Button>
      ) : null}
    </li>
  );
}
