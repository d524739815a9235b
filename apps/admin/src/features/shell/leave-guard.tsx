'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { guardLeaving, pathOfClick } from '#features/shell/leaving.ts';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';

/**
 * While something typed is `unsaved`, nobody leaves it without being asked: neither by link, shortcut, palette, sheet,
 * nor by the browser's own back and close as far as it lets a page ask.
 */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const t = useTranslations('common.leave');
  const router = useRouter();
  const stay = useRef<HTMLButtonElement>(null);
  const [go, setGo] = useState<(() => void) | null>(null);
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!unsaved) return;
    isLeaving.current = false;
    const ask = (next: () => void) => (isLeaving.current ? next() : setGo(() => next));
    const release = guardLeaving(ask);
    const heard = new AbortController();
    const { signal } = heard;
    window.addEventListener(
      'beforeunload',
      (event) => {
        if (!isLeaving.current) event.preventDefault();
      },
      { signal },
    );
    document.addEventListener(
      'click',
      (event) => {
        const path = pathOfClick(event, location);
        if (path === null || isLeaving.current) return;
        event.preventDefault();
        event.stopPropagation();
        ask(() => router.push(path));
      },
      { signal, capture: true },
    );
    if ('navigation' in window)
      navigation.addEventListener(
        'navigate',
        (event) => {
          if (event.navigationType !== 'traverse' || !event.cancelable || isLeaving.current) return;
          const { key } = event.destination;
          event.preventDefault();
          ask(() => void navigation.traverseTo(key));
        },
        { signal },
      );
    return () => {
      heard.abort();
      release();
    };
  }, [unsaved, router]);

  return (
    <Dialog
      open={go !== null}
      onOpenChange={(open) => (open ? undefined : setGo(null))}
      initialFocus={stay}
      title={t('title')}
      description={t('body')}
      size="sm"
    >
      <DialogActions>
        <Button
          variant="danger"
          onClick={() => {
            isLeaving.current = true;
            setGo(null);
            go?.();
          }}
        >
          {t('discard')}
        </Button>
        <Button ref={stay} onClick={() => setGo(null)}>
          {t('stay')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
