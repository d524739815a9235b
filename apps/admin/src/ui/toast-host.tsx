'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { iconButtonClass } from '#ui/button.tsx';
import { takeNotices } from '#ui/toast.tsx';

function Toasts() {
  const { toasts } = Base.useToastManager();
  const t = useTranslations('common');
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      data-toast
      swipeDirection={['right', 'down']}
      className="w-full rounded-lg bg-raised text-ink shadow-pop transition-[opacity,translate] duration-200 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3.5">
        <span className="mt-0.5">
          {toast.type === 'error' ? (
            <CircleAlert aria-hidden className="size-4 text-bad" />
          ) : (
            <CircleCheck aria-hidden className="size-4 text-ok" />
          )}
        </span>
        <div className="min-w-0 flex-1">
          <Base.Title className="text-sm font-medium" />
          <Base.Description className="mt-0.5 text-xs break-words text-ink-2" />
          <Base.Action className="mt-1 -ml-1 inline-flex min-h-6 touch:min-h-11 items-center rounded-sm px-1 text-sm font-medium text-accent-ink hover:underline" />
        </div>
        <Base.Close aria-label={t('dismiss')} className={iconButtonClass('-my-1')}>
          <X aria-hidden className="size-4" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}

/** Shows every notice: a confirmation leaves by itself, an error stays. */
function Feed() {
  const { add } = Base.useToastManager();
  useEffect(
    () =>
      takeNotices((type, { title, description, action }) => {
        add({
          type,
          title,
          timeout: type === 'error' ? 0 : 5000,
          priority: type === 'error' ? 'high' : 'low',
          ...(description === undefined ? {} : { description }),
          ...(action ? { actionProps: { children: action.label, onClick: action.onClick } } : {}),
        });
      }),
    [add],
  );
  return null;
}

/** Where the notices appear. */
export function ToastHost() {
  return (
    <Base.Provider timeout={5000} limit={3}>
      <Feed />
      <Base.Portal>
        <Base.Viewport className="fixed bottom-4 left-1/2 z-60 flex w-[min(384px,calc(100vw-32px))] -translate-x-1/2 flex-col gap-2 phone:bottom-20">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
