import { getTranslations } from 'next-intl/server';
import { Skeleton, SkeletonRows } from '#ui/skeleton.tsx';

/** What a page shows while its data is on the way. */
export default async function Loading() {
  const t = await getTranslations('common');
  return (
    <div>
      <div className="mb-6 flex flex-col gap-2.5">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="w-56" />
      </div>
      <div className="mb-4 flex gap-2">
        <Skeleton className="h-control w-64" />
        <Skeleton className="h-control w-24" />
      </div>
      <div className="rounded-lg border border-line bg-surface">
        <SkeletonRows label={t('loading')} />
      </div>
    </div>
  );
}
