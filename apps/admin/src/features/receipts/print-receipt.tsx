'use client';
import { paperPath } from '@toster/contracts/receipt-code';
import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Paper } from '#features/receipts/paper.tsx';
import { usePrintCopy } from '#features/receipts/use-print-copy.ts';
import { useOrigin } from '#features/receipts/use-origin.ts';
import { useSession } from '#features/shell/session.tsx';
import { Button } from '#ui/button.tsx';

/** Prints a copy for those who carry receipts but do not open them. The paper shows on the printer only. */
export function PrintReceipt({ id }: { id: string }) {
  const t = useTranslations('receipts');
  const { org } = useSession();
  const origin = useOrigin();
  const { copy, pending, print } = usePrintCopy(id);
  return (
    <>
      <Button loading={pending} onClick={print}>
        <Printer aria-hidden className="size-4" />
        {t('printPaper')}
      </Button>
      {copy === null ? null : (
        <div className="hidden print:block">
          <Paper
            receipt={{ ...copy.receipt, since: copy.since }}
            mark={copy.seq}
            link={origin === null ? null : `${origin}${paperPath(org.slug, copy.receipt.code)}`}
          />
        </div>
      )}
    </>
  );
}
