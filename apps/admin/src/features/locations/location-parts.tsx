'use client';
import { spansInWords, WEEKDAYS } from '@toster/contracts/hours';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { todayOf } from '#features/locations/open-state.ts';
import { zoneName } from '#features/settings/use-setting-words.ts';
import { useSession } from '#features/shell/session.tsx';
import { Fact } from '#features/staff/fact.tsx';
import { addressLines } from '#i18n/address-lines.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';

/** Where an establishment is and how it is reached. */
export function LocationDetailsPart({
  location,
  onEdit,
}: {
  location: LocationDetails;
  onEdit: () => void;
}) {
  const t = useTranslations('locations');
  const mayEdit = location.writable.some((field) => field !== 'location.hours');
  const { phone, email, timezone, slug } = location;
  const { org } = useSession();
  const address = addressLines({ ...location, street: location.address, country: org.country });
  return (
    <Part
      title={t('sheet.details')}
      action={mayEdit ? { label: t('sheet.editDetails'), onClick: onEdit } : null}
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 py-4 phone:grid-cols-1">
        <Fact label={t('fields.address')}>
          {address.map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </Fact>
        <Fact label={t('fields.phone')}>
          {phone === '' ? (
            <NotStated />
          ) : (
            <a
              href={`tel:${phone.replaceAll(/[^+\d]/gu, '')}`}
              className="inline-flex min-h-6 items-center hover:underline touch:min-h-11"
            >
              {phone}
            </a>
          )}
        </Fact>
        <Fact label={t('fields.timezone')}>{zoneName(timezone)}</Fact>
        <Fact label={t('fields.email')}>
          {email === '' ? (
            <NotStated />
          ) : (
            <a
              href={`mailto:${email}`}
              className="inline-flex min-h-6 items-center break-all hover:underline touch:min-h-11"
            >
              {email}
            </a>
          )}
        </Fact>
        <Fact label={t('fields.slug')}>{slug}</Fact>
      </dl>
    </Part>
  );
}

/** When an establishment is open, today set apart. */
export function LocationHoursPart({
  location,
  at,
  onEdit,
}: {
  location: LocationDetails;
  at: string;
  onEdit: () => void;
}) {
  const t = useTranslations('locations');
  const { org } = useSession();
  const { hours } = location;
  const today = todayOf(location, at);
  const mayEdit = location.writable.includes('location.hours');
  return (
    <Part
      title={t('sheet.hours')}
      action={mayEdit ? { label: t('sheet.editHours'), onClick: onEdit } : null}
    >
      {hours === null ? (
        <p className="px-4 py-4 text-sm text-ink-3">{t('sheet.noHours')}</p>
      ) : (
        <dl className="py-1.5">
          {WEEKDAYS.map((day) => (
            <div
              key={day}
              className={cn(
                'flex min-h-8 items-center gap-3 px-4 text-sm',
                day === today && 'font-semibold',
              )}
            >
              <dt className="flex w-40 items-center gap-2 phone:w-32">
                {t(`day.${day}`)}
                {day === today ? <Badge>{t('sheet.today')}</Badge> : null}
              </dt>
              <dd className={cn('min-w-0 flex-1 nums', hours[day] === '' && 'text-ink-3')}>
                {hours[day] === '' ? t('closedDay') : <Spans of={hours[day]} />}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {location.timezone === org.timezone ? null : (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-3">
          {t('sheet.inZone', { zone: zoneName(location.timezone) })}
        </p>
      )}
    </Part>
  );
}

/** A day's hours, broken between spans only. */
function Spans({ of }: { of: string }) {
  return of.split(',').map((span, index) => (
    <Fragment key={span}>
      {index === 0 ? null : ', '}
      <span className="whitespace-nowrap">{spansInWords(span)}</span>
    </Fragment>
  ));
}

function Part({
  title,
  action,
  children,
}: {
  title: string;
  action: { label: string; onClick: () => void } | null;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border border-line">
      <div className="flex min-h-11 items-center gap-2 border-b border-line bg-band py-1 pr-1.5 pl-4">
        <h3 className="flex-1 text-sm font-semibold">{title}</h3>
        {action === null ? null : (
          <Button variant="ghost" onClick={action.onClick}>
            <Pencil aria-hidden className="size-4" />
            {action.label}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}

function NotStated() {
  const t = useTranslations('locations.fields');
  return <span className="font-normal text-ink-3">{t('notStated')}</span>;
}
