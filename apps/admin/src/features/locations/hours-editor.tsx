'use client';
import { type Weekday, WEEKDAYS } from '@toster/contracts/hours';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { HoursDay } from '#features/locations/hours-day.tsx';
import { useSetHours } from '#features/locations/use-save-location.ts';
import {
  changedDays,
  copiedDay,
  faultsOfForm,
  openedDay,
  type WeekForm,
  weekFormOf,
  weekOfForm,
} from '#features/locations/week-form.ts';
import { LeaveGuard } from '#features/shell/leave-guard.tsx';

/** The id of the form, for the buttons outside it. */
export const HOURS_FORM = 'location-hours';

/**
 * The hours of a week, by keyboard or finger. Faults are told by the day once saving was tried; somebody else's change
 * in between is told beside its day, and nothing typed is lost.
 */
export function HoursEditor({
  location,
  onSaved,
}: {
  location: LocationDetails;
  onSaved: () => void;
}) {
  const t = useTranslations('locations.hoursEditor');
  const all = useTranslations('locations');
  const [opened, setOpened] = useState(location);
  const [week, setWeek] = useState<WeekForm>(() => weekFormOf(location.hours));
  const [asked, setAsked] = useState(false);
  const [meanwhile, setMeanwhile] = useState<Partial<Record<Weekday, string>>>({});
  const [said, setSaid] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus({ preventScroll: true }), []);
  const faults = faultsOfForm(week);
  const unsaved = JSON.stringify(week) !== JSON.stringify(weekFormOf(opened.hours));
  const save = useSetHours(location, {
    onDone: onSaved,
    onConflict: (fresh) => {
      const changed = changedDays(opened.hours, fresh.hours);
      const mine = changedDays(opened.hours, weekOfForm(week));
      // Days that only they have changed are taken over; the others keep what is typed.
      const theirs = WEEKDAYS.filter((day) => day in changed && !(day in mine));
      const taken = weekFormOf(fresh.hours);
      setWeek((typed) => ({
        ...typed,
        ...Object.fromEntries(theirs.map((day) => [day, taken[day]])),
      }));
      setMeanwhile(changed);
      setOpened(fresh);
    },
  });
  const submit = () => {
    if (save.isPending) return;
    setAsked(true);
    if (Object.keys(faults).length > 0) {
      const first = WEEKDAYS.find((day) => day in faults) ?? 'mon';
      const group = form.current?.querySelectorAll('[role=group]')[WEEKDAYS.indexOf(first)];
      group?.scrollIntoView({ block: 'nearest' });
      group?.querySelector<HTMLElement>('input[type=text]')?.focus({ preventScroll: true });
    } else if (!unsaved) onSaved();
    else
      save.mutate({
        id: opened.id,
        version: opened.version,
        data: { hours: weekOfForm(week) },
      });
  };
  return (
    <form
      ref={form}
      id={HOURS_FORM}
      noValidate
      aria-label={t('title', { name: location.name })}
      aria-busy={save.isPending}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {WEEKDAYS.map((day) => (
        <HoursDay
          key={day}
          day={day}
          spans={week[day]}
          fault={asked ? faults[day] : undefined}
          meanwhile={meanwhile[day]}
          onChange={(spans) => setWeek((typed) => ({ ...typed, [day]: spans }))}
          onOpen={() => setWeek((typed) => ({ ...typed, [day]: openedDay(typed, day) }))}
          onCopy={(to) => {
            setWeek((typed) => copiedDay(typed, day, to));
            setSaid(t('copied', { day: all(`day.${day}`) }));
          }}
        />
      ))}
      <p className="mt-3 text-xs text-pretty text-ink-3">{t('hint')}</p>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      <LeaveGuard unsaved={unsaved} />
    </form>
  );
}
