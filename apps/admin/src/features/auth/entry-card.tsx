import { CircleCheck } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#ui/cn.ts';

const CARD = 'flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-control';

/** The form on a page before the console. */
export function EntryForm({ className, ...rest }: ComponentProps<'form'>) {
  return <form noValidate className={cn(CARD, className)} {...rest} />;
}

/** What has come of it. Takes the focus, because the form it stands for had it. */
export function EntryDone({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div
      role="status"
      tabIndex={-1}
      ref={(element) => element?.focus()}
      className={cn(CARD, 'outline-none')}
    >
      <p className="flex items-start gap-2 font-semibold">
        <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-ok" />
        {title}
      </p>
      {children === undefined ? null : (
        <div className="text-sm text-pretty text-ink-2">{children}</div>
      )}
      {actions}
    </div>
  );
}
