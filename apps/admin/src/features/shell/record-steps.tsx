'use client';
import { ChevronDown, ChevronUp, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useCopyLink } from '#features/shell/use-copy-link.ts';
import { IconButton } from '#ui/button.tsx';

/**
 * The toolbar of a record beside its list: to the one before and the one after it in the list, and its link; while
 * `keys` holds also by the keys for that.
 */
export function RecordSteps({
  ids,
  id,
  previous,
  next,
  keys,
  onStep,
}: {
  /** The records of the list, in its order. */
  ids: readonly string[];
  id: string | null;
  /** What the button to the record before is called. */
  previous: string;
  next: string;
  keys: boolean;
  onStep: (id: string) => void;
}) {
  const t = useTranslations('common');
  const copyLink = useCopyLink();
  const index = id === null ? -1 : ids.indexOf(id);
  const before = ids[index - 1];
  const after = index === -1 ? undefined : ids[index + 1];
  const stepTo = (to: string | undefined) => (to === undefined ? undefined : onStep(to));
  useShortcut('previousRecord', () => stepTo(before), { enabled: keys, inDialog: true });
  useShortcut('nextRecord', () => stepTo(after), { enabled: keys, inDialog: true });
  useShortcut('copyLink', copyLink, { enabled: keys, inDialog: true });
  return (
    <>
      <IconButton
        label={previous}
        aria-keyshortcuts="["
        disabled={before === undefined}
        onClick={() => stepTo(before)}
      >
        <ChevronUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={next}
        aria-keyshortcuts="]"
        disabled={after === undefined}
        onClick={() => stepTo(after)}
      >
        <ChevronDown aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t('copyLink')} aria-keyshortcuts="c" onClick={copyLink}>
        <Link2 aria-hidden className="size-4" />
      </IconButton>
    </>
  );
}
