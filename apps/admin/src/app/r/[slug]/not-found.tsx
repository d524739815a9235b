import { Store } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StateView } from '#ui/state-view.tsx';

/** There is no restaurant of that name. */
export default async function NotFound() {
  const t = await getTranslations('receipts');
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <StateView icon={Store} heading="h1" title={t('noRestaurant')}>
        {t('noRestaurantBody')}
      </StateView>
    </main>
  );
}
