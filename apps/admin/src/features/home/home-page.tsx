'use client';
import { useTranslations } from 'next-intl';
import { Activity } from '#features/home/activity.tsx';
import { Attention } from '#features/home/attention.tsx';
import { Figures } from '#features/home/figures.tsx';
import { homeInputs } from '#features/home/inputs.ts';
import { Queue } from '#features/home/queue.tsx';
import { QuickActions } from '#features/home/quick-actions.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import { useSession } from '#features/shell/session.tsx';
import { useLocationId } from '#features/shell/use-location.ts';
import { useFormats } from '#i18n/use-formats.ts';

/** Two columns where there is room; else one, in which each card takes the place it names. */
const COLUMN = 'contents min-w-0 flex-col gap-5 wide:flex';

/** What needs this person today: red first, then calm; beside it the day in figures and what just happened. */
export function HomePage() {
  const t = useTranslations('home');
  const shell = useTranslations('shell');
  const session = useSession();
  const formats = useFormats();
  const [locationId] = useLocationId();
  const now = new Date();
  const inputs = homeInputs(session, locationId, now);
  const place = session.locations.find(({ id }) => id === locationId)?.name ?? session.org.name;
  return (
    <>
      <PageHeader title={<Greeting now={now} />} actions={<QuickActions />}>
        {t('scope', { day: formats.day(now.toISOString()), place })}
        {locationId === null && session.locations.length > 1 ? ` · ${shell('allLocations')}` : null}
      </PageHeader>
      <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className={COLUMN}>
          <Attention input={inputs.attention} />
          {inputs.activity === null ? null : <Activity input={inputs.activity} />}
        </div>
        {inputs.orders === null ? null : (
          <div className={COLUMN}>
            <Figures key={inputs.orders.figures.from} input={inputs.orders.figures} />
            <Queue input={inputs.orders.queue} />
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
