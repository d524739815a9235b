import { Compass } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { buttonClass } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

/** No page has this address. */
export default async function NotFound() {
  const t = await getTranslations('notFound');
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <StateView
        icon={Compass}
        heading="h1"
        title={t('title')}
        actions={
          <Link href="/" className={buttonClass('primary')}>
            {t('home')}
          </Link>
        }
      >
        {t('body')}
      </StateView>
    </main>
  );
}
