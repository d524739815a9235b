'use client';
import { paperPath, printedReceiptCode } from '@toster/contracts/receipt-code';
import type { GetReceiptOutput } from '@toster/contracts/schemas/receipts';
import { ArrowLeft, Ban, ClipboardList, History, Printer, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { type ReactNode, useMemo } from 'react';
import { HistoryLink } from '#features/history/history-link.tsx';
import { Paper } from '#features/receipts/paper.tsx';
import { useOrigin } from '#features/receipts/use-origin.ts';
import { usePrintCopy } from '#features/receipts/use-print-copy.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useMay, useSession } from '#features/shell/session.tsx';
import { createFormats, type Formats } from '#i18n/use-formats.ts';
import { Badge } from '#ui/badge.tsx';
import { Button, buttonClass } from '#ui/button.tsx';
import { Skeleton } from '#ui/skeleton.tsx';

/** One receipt as it lies on the table, and what is known around it: copies, its order, what became of it. */
export function ReceiptView({ reading }: { reading: Reading<GetReceiptOutput> }) {
  const t = useTranslations('receipts');
  return (
    <>
      <Link
        href="/orders"
        className="mb-2 inline-flex min-h-6 w-fit items-center gap-1.5 text-sm text-ink-2 hover:text-ink touch:min-h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      {reading.data === null ? <PageHeader title={t('title')} /> : null}
      <ReadingView reading={reading} label={t('loading')} skeleton={<ReceiptSkeleton />} alone>
        {(found) => <Found found={found} />}
      </ReadingView>
    </>
  );
}

function Found({ found }: { found: GetReceiptOutput }) {
  const t = useTranslations('receipts');
  const mayOrders = useMay('orders.read');
  const { org } = useSession();
  const origin = useOrigin();
  const { receipt, since } = found;
  const { timezone } = receipt.seller;
  // By the clock of the paper, which is the establishment's.
  const formats = useMemo(() => createFormats({ ...org, timezone }), [org, timezone]);
  const { copy, pending, print } = usePrintCopy(receipt.id);
  const path = paperPath(org.slug, receipt.code);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {t('titleOf', { number: receipt.number })}
            {since === null ? null : (
              <Badge tone="bad" icon={since === 'refunded' ? Undo2 : Ban}>
                {t(`since.${since}`)}
              </Badge>
            )}
          </span>
        }
        actions={
          <div className="flex flex-wrap items-center gap-2">
            {found.mayReprint ? (
              <Button variant="primary" loading={pending} onClick={print}>
                <Printer aria-hidden className="size-4" />
                {t('printCopy')}
              </Button>
            ) : null}
            {mayOrders ? (
              <Link href={`/orders?order=${receipt.orderId}`} className={buttonClass('secondary')}>
                <ClipboardList aria-hidden className="size-4 text-ink-3" />
                {t('order', { number: receipt.orderNumber })}
              </Link>
            ) : null}
            <HistoryLink kind="receipt" id={receipt.id} />
          </div>
        }
      >
        {t('lead', { place: receipt.seller.place, when: formats.dateTime(receipt.issuedAt) })}
      </PageHeader>
      <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex justify-center rounded-lg border border-line bg-sunken px-4 py-8 phone:px-2 phone:py-4">
          <Paper
            receipt={{ ...receipt, since }}
            mark={copy?.seq ?? 'screen'}
            link={origin === null ? null : `${origin}${path}`}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Copies found={found} formats={formats} />
          <Card title={t('public')}>
            <p className="text-sm text-ink-2">{t('publicBody')}</p>
            <p className="mt-2 text-sm">
              <span className="text-ink-3">{t('code')} </span>
              <span className="font-mono font-medium">{printedReceiptCode(receipt.code)}</span>
            </p>
            <a
              href={path}
              target="_blank"
              rel="noreferrer"
              className="mt-1 inline-flex min-h-6 items-center text-sm font-medium text-accent-ink hover:underline touch:min-h-11"
            >
              {t('openPublic')}
            </a>
          </Card>
          {receipt.sellerAsOf === 'today' ? (
            <Card title={t('older')}>
              <p className="flex items-start gap-2 text-sm text-ink-2">
                <History aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
                <span>
                  {t('olderBody')}
                  {receipt.taxes.length === 0 && receipt.taxMinor !== 0 ? ` ${t('noTaxes')}` : null}
                </span>
              </p>
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Copies({ found, formats }: { found: GetReceiptOutput; formats: Formats }) {
  const t = useTranslations('receipts');
  return (
    <Card title={t('copies')}>
      {found.copies.length === 0 ? (
        <p className="text-sm text-ink-2">{t('noCopies')}</p>
      ) : (
        <ol className="-my-1.5 flex flex-col">
          {found.copies.map(({ seq, at, by }) => (
            <li
              key={seq}
              className="flex items-baseline justify-between gap-3 border-b border-line py-1.5 text-sm last:border-0"
            >
              <span className="min-w-0 break-words">
                <span className="font-medium nums">{t('copy', { seq })}</span>
                <span className="text-ink-3"> · {by.firstName ?? t('nameHidden')}</span>
              </span>
              <time dateTime={at} className="shrink-0 text-xs text-ink-3 nums">
                {formats.dateTime(at)}
              </time>
            </li>
          ))}
        </ol>
      )}
      {found.mayReprint ? null : <p className="mt-2 text-sm text-ink-3">{t('mayNotPrint')}</p>}
    </Card>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">{title}</h2>
      <div className="px-4 py-3">{children}</div>
    </section>
  );
}

const LINES = ['w-24', 'w-40', 'w-32', 'w-full', 'w-full', 'w-full', 'w-2/3', 'w-full'] as const;

function ReceiptSkeleton() {
  const t = useTranslations('receipts');
  return (
    <div
      role="status"
      aria-label={t('loading')}
      className="grid items-start gap-5 wide:grid-cols-[minmax(0,1fr)_340px]"
    >
      <div className="flex justify-center rounded-lg border border-line bg-sunken px-4 py-8 phone:px-2 phone:py-4">
        <div className="flex w-[80mm] max-w-full flex-col items-center gap-4 bg-surface px-[5mm] py-[6mm]">
          {LINES.map((width, index) => (
            <Skeleton key={index} className={width} />
          ))}
          <Skeleton className="size-[34mm]" />
        </div>
      </div>
      <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
        <Skeleton className="w-24" />
        <Skeleton className="w-full" />
      </div>
    </div>
  );
}
