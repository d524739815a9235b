'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode, RefObject } from 'react';
import { iconButtonClass } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';

const BACKDROP =
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

type Shared = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
};

const SIZES = { sm: 'max-w-sm', md: 'max-w-md', lg: 'max-w-lg', xl: 'max-w-2xl' } as const;

/** A modal question in the middle of the screen. Focus starts in the form, never on the close button. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  initialFocus,
  size = 'md',
  closable = true,
}: Shared & {
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof SIZES;
  /** Without: its own buttons are the only way out. */
  closable?: boolean;
}) {
  const t = useTranslations('common');
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        {/* Over a sheet as well: the question is all that can be answered. */}
        <Base.Backdrop forceRender className={BACKDROP} />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4 pt-[max(1rem,12dvh)]">
          <Base.Popup
            {...(initialFocus ? { initialFocus } : {})}
            className={cn(
              'relative w-full rounded-xl bg-raised p-5 shadow-pop outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
              SIZES[size],
            )}
          >
            <div className="mb-4 flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold tracking-tight">{title}</Base.Title>
                {description === undefined ? null : (
                  <Base.Description className="mt-1 text-sm text-ink-2">
                    {description}
                  </Base.Description>
                )}
              </div>
              {closable ? (
                <Base.Close aria-label={t('close')} className={iconButtonClass('-mt-1 -mr-1.5')}>
                  <X aria-hidden className="size-4" />
                </Base.Close>
              ) : null}
            </div>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

const WIDTHS = {
  normal: 'sm:w-[min(560px,92vw)]',
  wide: 'sm:w-[min(760px,92vw)]',
  /** For work that is done in the sheet: all of a tablet, most of a screen. */
  full: 'wide:w-[min(1180px,94vw)]',
} as const;

type SheetProps = Shared & {
  title: ReactNode;
  label?: string;
  toolbar?: ReactNode;
  footer?: ReactNode;
  width?: keyof typeof WIDTHS;
};

/** A sheet at the right edge, for one record beside its list. */
export function Sheet({
  open,
  onOpenChange,
  title,
  toolbar,
  footer,
  children,
  initialFocus,
  width = 'normal',
}: SheetProps) {
  const t = useTranslations('common');
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Viewport className="fixed inset-0 z-40 flex justify-end overflow-hidden">
          <Base.Popup
            {...(initialFocus ? { initialFocus } : {})}
            className={cn(
              'flex h-dvh w-full flex-col border-l border-line bg-raised shadow-pop outline-none transition-[translate,opacity] duration-200 ease-out data-ending-style:translate-x-6 data-ending-style:opacity-0 data-starting-style:translate-x-6 data-starting-style:opacity-0',
              WIDTHS[width],
            )}
          >
            <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line py-2 pr-3 pl-5">
              <Base.Title className="min-w-0 flex-1 text-base font-semibold tracking-tight wrap-anywhere">
                {title}
              </Base.Title>
              {toolbar}
              <Base.Close aria-label={t('close')} title={t('close')} className={iconButtonClass()}>
                <X aria-hidden className="size-4" />
              </Base.Close>
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain" tabIndex={-1}>
              {children}
            </div>
            {footer ? (
              <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-page px-5 py-3">
                {footer}
              </footer>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
