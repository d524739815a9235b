import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { GUEST_TEXTS } from '#features/guests/guest-texts.ts';
import { paperFormats } from '#features/receipts/paper-formats.ts';
import { Paper } from '#features/receipts/paper.tsx';
import { api } from '#server/api.ts';

type Params = { readonly slug: string; readonly code: string };

const paperOfRequest = cache(async (slug: string, code: string) => {
  const ctx = api().createContext({ headers: await headers() });
  return api().readPaper(ctx, { slug: decodeURIComponent(slug), code: decodeURIComponent(code) });
});

export async function generateMetadata({ params }: { params: Promise<Params> }): Promise<Metadata> {
  const { slug, code } = await params;
  const receipt = await paperOfRequest(slug, code);
  if (receipt === null) return {};
  const { texts } = paperFormats(receipt.seller, receipt.currency);
  return { title: { absolute: `${texts.receipt(receipt.number)} · ${receipt.seller.name}` } };
}

/**
 * The receipt for whoever holds the paper, signed in or not: where its QR code leads. In the language of the paper, and
 * without anything that is not printed on it, but that the order has been refunded or cancelled since.
 */
export default async function Page({ params }: PageProps<'/r/[slug]/receipt/[code]'>) {
  const { slug, code } = await params;
  const receipt = await paperOfRequest(slug, code);
  if (receipt === null) notFound();
  const { language, texts } = paperFormats(receipt.seller, receipt.currency);
  return (
    <main
      lang={language}
      className="flex min-h-dvh flex-col items-center gap-4 bg-sunken px-2 py-8 phone:py-4"
    >
      <h1 className="text-sm font-semibold text-ink-2">{texts.receipt(receipt.number)}</h1>
      <Paper receipt={receipt} mark="none" />
      <p className="max-w-[80mm] px-2 text-center text-xs text-pretty text-ink-2">
        {texts.visitor}
      </p>
      <a
        href={`/r/${slug}?lang=${language}`}
        className="inline-flex min-h-control items-center text-sm font-medium text-accent-ink underline"
      >
        {GUEST_TEXTS[language].lead}
      </a>
    </main>
  );
}
