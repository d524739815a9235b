'use client';
import { LoaderCircle, UserRound, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useState } from 'react';
import { LookUpLimit } from '#features/customers/look-up-limit.tsx';
import type { PickedGuest } from '#features/customers/picked-guest.ts';
import { readContact } from '#features/customers/read-contact.ts';
import { useLookUp } from '#features/customers/use-look-up.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { controlClass } from '#ui/field.tsx';
import { Kbd } from '#ui/kbd.tsx';

/** Whose order it is: the first name and two digits of a guest who gave their whole number. One look-up each time. */
export function TicketGuest({
  input,
  guest,
  onPick,
}: {
  input: RefObject<HTMLInputElement | null>;
  guest: PickedGuest | null;
  /** `typed` is what the guest was found by, or null when the guest is taken off. */
  onPick: (guest: PickedGuest | null, typed: string | null) => void;
}) {
  const t = useTranslations('newOrder');
  const failureText = useFailureText();
  const [text, setText] = useState('');
  const [invalid, setInvalid] = useState(false);
  const pick = (found: PickedGuest) => {
    onPick(found, text.trim());
    setText('');
    lookUp.reset();
  };
  const lookUp = useLookUp(({ found: [first, second] }) => {
    if (first !== undefined && second === undefined) pick(first);
  });
  const nameOf = (each: PickedGuest) =>
    each.firstName ?? t('guestNameless', { id: each.id.slice(-4) });
  const ask = () => {
    const contact = readContact(text);
    setInvalid(contact === null);
    if (contact !== null && !lookUp.pending) lookUp.ask(contact);
  };
  if (guest !== null)
    return (
      <div className="flex items-center gap-2.5 rounded-md border border-line bg-surface py-1 pr-1 pl-3">
        <UserRound aria-hidden className="size-4 shrink-0 text-ink-3" />
        <p className="min-w-0 flex-1 truncate text-sm">
          <span className="sr-only">{t('guest')}: </span>
          <span className="font-semibold">{nameOf(guest)}</span>
          {guest.phoneEnding === null ? null : (
            <span className="text-ink-3 nums">
              {' '}
              · {t('guestEnds', { digits: guest.phoneEnding })}
            </span>
          )}
        </p>
        <IconButton label={t('guestRemove')} onClick={() => onPick(null, null)}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
    );
  const several = (lookUp.answer?.found.length ?? 0) > 1 ? (lookUp.answer?.found ?? []) : [];
  return (
    <div>
      <div className="relative">
        <UserRound
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={input}
          type="text"
          inputMode="tel"
          autoComplete="off"
          enterKeyHint="search"
          maxLength={254}
          aria-label={t('findGuest')}
          aria-invalid={invalid || undefined}
          aria-keyshortcuts="F8"
          placeholder={t('findGuest')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setInvalid(false);
            lookUp.reset();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            event.stopPropagation();
            ask();
          }}
          className={controlClass('h-control pr-12 pl-8 aria-invalid:border-bad')}
        />
        {lookUp.pending ? (
          <LoaderCircle
            aria-hidden
            className="absolute top-1/2 right-2.5 size-4 -translate-y-1/2 animate-spin-fast text-ink-3"
          />
        ) : text === '' ? (
          <Kbd
            keys="F8"
            className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 touch:hidden"
          />
        ) : null}
      </div>
      {text !== '' && several.length === 0 && lookUp.answer === null ? (
        <Button
          loading={lookUp.pending}
          disabled={lookUp.freeAt !== null}
          onClick={ask}
          className="mt-2 w-full"
        >
          {t('guestFind')}
        </Button>
      ) : null}
      <div aria-live="polite" className="text-xs">
        {invalid ? <p className="mt-1.5 font-medium text-bad">{t('guestInvalid')}</p> : null}
        {lookUp.answer !== null && lookUp.answer.found.length === 0 ? (
          <p className="mt-1.5 text-ink-2">{t('guestNobody')}</p>
        ) : null}
        {lookUp.freeAt !== null ? (
          <LookUpLimit freeAt={lookUp.freeAt} className="mt-2" />
        ) : lookUp.error === null ? null : (
          <p className="mt-1.5 font-medium text-bad">{failureText(lookUp.error)}</p>
        )}
        {several.length === 0 ? null : (
          <div role="group" aria-label={t('guestChoose')} className="mt-2 flex flex-col gap-1">
            <p className="text-ink-3">{t('guestChoose')}</p>
            {several.map((each) => (
              <Button key={each.id} onClick={() => pick(each)} className="justify-start">
                {nameOf(each)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
