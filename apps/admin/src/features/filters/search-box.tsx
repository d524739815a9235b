'use client';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { controlClass } from '#ui/field.tsx';
import { Kbd } from '#ui/kbd.tsx';

const PAUSE_MS = 250;

/** A search that follows the typing after a short pause. `/` puts the cursor in it. */
export function SearchBox({
  value,
  onChange,
  label,
  className = 'w-64 phone:w-full',
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  className?: string;
}) {
  const t = useTranslations('common');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useShortcut('search', () => input.current?.select());

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  return (
    <div role="search" className={`relative ${className}`}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={controlClass('h-control border-line-strong pr-9 pl-8 touch:pr-11')}
      />
      {text === '' ? (
        <Kbd
          keys="/"
          className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 touch:hidden"
        />
      ) : (
        <button
          type="button"
          aria-label={t('clear')}
          onClick={() => {
            setText('');
            input.current?.focus();
          }}
          className="absolute top-0 right-0 flex h-full w-8 touch:w-11 items-center justify-center rounded-md text-ink-3 hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
