'use client';
import { FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { cn } from '#ui/cn.ts';

/** Takes one file, dropped or chosen; the whole frame is the button. */
export function FileDrop({
  label,
  children,
  disabled = false,
  onFile,
}: {
  label: string;
  /** What must be known before choosing. */
  children: ReactNode;
  disabled?: boolean;
  onFile: (file: File) => void;
}) {
  const [over, setOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (file && !disabled) onFile(file);
  };
  const input = useRef<HTMLInputElement>(null);
  const choose = () => {
    const field = input.current;
    take(field?.files ?? null);
    // So that the same file can be chosen again after it was mended.
    if (field !== null) field.value = '';
  };
  // Chosen before the page came to life: nobody heard of it.
  const chooseEarly = useEffectEvent(choose);
  useEffect(() => chooseEarly(), []);
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <label
        className={cn(
          'flex min-h-32 cursor-pointer flex-col items-center justify-center gap-1.5 rounded-lg border-2 border-dashed px-6 py-6 text-center transition-colors hover:bg-hover',
          'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:cursor-progress has-disabled:opacity-60',
          over ? 'border-accent bg-accent-soft' : 'border-line-strong',
        )}
      >
        <FileUp aria-hidden className="size-6 text-ink-3" strokeWidth={1.8} />
        <span className="text-sm font-semibold">{label}</span>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          aria-describedby={id}
          disabled={disabled}
          className="sr-only"
          onChange={choose}
        />
      </label>
      <div id={id} className="mt-2 text-xs text-pretty text-ink-3">
        {children}
      </div>
    </div>
  );
}
