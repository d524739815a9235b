'use client';
import { Check, Copy, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { saveFile } from '#ui/save-file.ts';
import { useLast } from '#ui/use-last.ts';

type Codes = { readonly list: readonly string[]; readonly isFirst: boolean };

/** The recovery codes, which are told this once. Closes by its button only, so that nobody loses them to a stray click. */
export function CodesDialog({
  codes,
  email,
  onClose,
}: {
  codes: Codes | null;
  email: string;
  onClose: () => void;
}) {
  const t = useTranslations('profile.factor.codes');
  const done = useRef<HTMLButtonElement>(null);
  const shown = useLast(codes);
  return (
    <Dialog
      open={codes !== null}
      onOpenChange={() => undefined}
      closable={false}
      initialFocus={done}
      title={t('title')}
      description={t(shown?.isFirst === false ? 'renewed' : 'on')}
      size="sm"
    >
      {shown === null ? null : <Paper codes={shown.list} email={email} />}
      <DialogActions>
        <Button ref={done} variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Paper({ codes, email }: { codes: readonly string[]; email: string }) {
  const t = useTranslations('profile.factor.codes');
  const [isCopied, setCopied] = useState(false);
  const text = `${codes.join('\n')}\n`;
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <>
      <ol
        translate="no"
        className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-lg bg-band p-4 font-mono text-sm select-all"
      >
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ol>
      <p className="mt-3 text-sm text-pretty text-ink-2">{t('rule')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={copy}>
          {isCopied ? (
            <Check aria-hidden className="size-4 text-ok" />
          ) : (
            <Copy aria-hidden className="size-4" />
          )}
          <span aria-live="polite">{t(isCopied ? 'copied' : 'copy')}</span>
        </Button>
        <Button
          onClick={() =>
            saveFile('toster-recovery-codes.txt', `${t('file', { email })}\n\n${text}`, 'plain')
          }
        >
          <Download aria-hidden className="size-4" />
          {t('save')}
        </Button>
      </div>
    </>
  );
}
