'use client';
import type { SearchAuditOutput } from '@toster/contracts/schemas/audit';
import type {
  GetAttentionOutput,
  GetFiguresOutput,
  GetQueueOutput,
} from '@toster/contracts/schemas/home';
import { useTranslations } from 'next-intl';
import { ActivityCard } from '#features/home/activity.tsx';
import { AttentionCard } from '#features/home/attention.tsx';
import { FiguresCard } from '#features/home/figures.tsx';
import { QueueCard } from '#features/home/queue.tsx';
import { QuickActions } from '#features/home/quick-actions.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';

type HomeViewProps = {
  now: Date;
  locationId: string | null;
  attention: Reading<GetAttentionOutput>;
  /** Null: not for this role, or not at this place. */
  orders: {
    /** The beginning of the day. */
    from: string;
    figures: Reading<GetFiguresOutput>;
    queue: Reading<GetQueueOutput>;
  } | null;
  activity: Reading<SearchAuditOutput> | null;
};

/** Two columns where there is room; else one, in which each card takes the place it names. */
const COLUMN = 'contents min-w-0 flex-col gap-5 wide:flex';

/** What needs this person today: red first, then calm; beside it the day in figures and what just happened. */
export function HomeView({ now, locationId, attention, orders, activity }: HomeViewProps) {
  const t = useTranslations('home');
  const shell = useTranslations('shell');
  const session = useSession();
  const formats = useFormats();
  const place = session.locations.find(({ id }) => id === locationId)?.name ?? session.org.name;
  return (
    <>
      <PageHeader title={<Greeting now={now} />} actions={<QuickActions />}>
        {t('scope', { day: formats.day(now.toISOString()), place })}
        {locationId === null && session.locations.length > 1 ? ` · ${shell('allLocations')}` : null}
      </PageHeader>
      <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className={COLUMN}>
          <AttentionCard reading={attention} locationId={locationId} />
          {activity === null ? null : <ActivityCard reading={activity} />}
        </div>
        {orders === null ? null : (
          <div className={COLUMN}>
            <FiguresCard reading={orders.figures} from={orders.from} />
            <QueueCard reading={orders.queue} />
          </div>
        )}
      </div>
    </>
  );
}

/** The server and the browser write it in the same hour but for a moment a day, which hydration puts right. */
function Greeting({ now }: { now: Date }) {
  const t = useTranslations('home.greeting');
  const { firstName } = useSession();
  const formats = useFormats();
  if (firstName === null) return t('nameless');
  const hour = Number(formats.time(now.toISOString()).slice(0, 2));
  const part = hour < 12 ? 'morning' : hour < 18 ? 'day' : 'evening';
  return <span suppressHydrationWarning>{t(part, { name: firstName })}</span>;
}
