import { ReceiptText } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StateView } from '#ui/state-view.tsx';

/** Nobody issued a receipt with this code. */
export default async function NotFound() {
  const t = await getTranslations('receipts');
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <StateView icon={ReceiptText} heading="h1" title={t('visitorNone')}>
        {t('visitorNoneBody')}
      </StateView>
    </main>
  );
}
