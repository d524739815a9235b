'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { TIME_ZONES } from '@toster/contracts/locales';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { isTaxCountry } from '@toster/contracts/tax';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { useLocationError } from '#features/locations/use-location-error.ts';
import { useEditLocation } from '#features/locations/use-save-location.ts';
import { changesOf, collisionsOf } from '#features/settings/form-changes.ts';
import { zoneName } from '#features/settings/use-setting-words.ts';
import { LeaveGuard } from '#features/shell/leave-guard.tsx';
import { useSession } from '#features/shell/session.tsx';
import { Field, NativeSelect, TextInput } from '#ui/field.tsx';

/** The id of the form, for the buttons outside it. */
export const DETAILS_FORM = 'location-details';

const ZForm = z.object({
  name: z.string().trim().min(1, 'required').max(80),
  address: z.string().trim().max(160),
  postcode: z.string().trim().max(16),
  city: z.string().trim().min(1, 'required').max(80),
  timezone: z.string().min(1),
  phone: z
    .string()
    .trim()
    .regex(/^(\+?[0-9 ()./-]{5,24})?$/u, 'phone'),
  email: z.union([z.literal(''), z.email('email').max(254)], 'email'),
});
type Form = z.infer<typeof ZForm>;
const NAMES = Object.keys(ZForm.shape) as (keyof Form)[];

const formOf = ({ name, address, postcode, city, timezone, phone, email }: LocationDetails) => ({
  name,
  address,
  postcode,
  city,
  timezone,
  phone,
  email,
});

/** What an establishment is and how it is reached, as far as the person changes it. Nothing typed is lost by a conflict. */
export function EditLocation({
  location,
  onSaved,
}: {
  location: LocationDetails;
  onSaved: () => void;
}) {
  const t = useTranslations('locations.edit');
  const labels = useTranslations('locations.fields');
  const settings = useTranslations('settings');
  const { org } = useSession();
  const [opened, setOpened] = useState(location);
  const [collided, setCollided] = useState<readonly (keyof Form)[]>([]);
  const before = formOf(opened);
  const form = useForm<Form>({ resolver: zodResolver(ZForm), defaultValues: before });
  const typed = { ...before, ...useWatch({ control: form.control }) };
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => element.current?.querySelector('input')?.focus({ preventScroll: true }), []);
  const update = useEditLocation(location, {
    onDone: onSaved,
    onConflict: (fresh) => {
      setCollided(collisionsOf(before, formOf(fresh), form.getValues()));
      setOpened(fresh);
      form.reset(formOf(fresh), { keepDirtyValues: true });
    },
    onRefused: (issues) => {
      for (const { path, rule } of issues) {
        const name = NAMES.find((each) => each === path[1]);
        if (name !== undefined) form.setError(name, { message: rule }, { shouldFocus: true });
      }
    },
  });
  const save = (values: Form) => {
    if (update.isPending) return;
    const data = changesOf(before, values);
    if (Object.keys(data).length === 0) onSaved();
    else update.mutate({ id: opened.id, version: opened.version, data });
  };
  const errorOf = useLocationError(form.formState.errors);
  const text = (name: Exclude<keyof Form, 'timezone'>, maxLength: number, type = 'text') => (
    <Field
      label={labels(name)}
      error={errorOf(name)}
      hint={
        !collided.includes(name)
          ? undefined
          : before[name] === ''
            ? settings('meanwhileEmpty')
            : settings('meanwhile', { value: before[name] })
      }
    >
      <TextInput {...form.register(name)} type={type} maxLength={maxLength} autoComplete="off" />
    </Field>
  );
  const changesIdentity = location.writable.includes('location.identity');
  const zones = isTaxCountry(org.country) ? TIME_ZONES[org.country] : [];
  return (
    <form
      ref={element}
      id={DETAILS_FORM}
      noValidate
      aria-label={t('title', { name: location.name })}
      aria-busy={update.isPending}
      onSubmit={(event) => void form.handleSubmit(save)(event)}
      className="grid gap-4 sm:grid-cols-2"
    >
      {changesIdentity ? (
        <>
          {text('name', 80)}
          {text('address', 160)}
          {text('postcode', 16)}
          {text('city', 80)}
          <Field label={labels('timezone')} error={errorOf('timezone')}>
            <NativeSelect {...form.register('timezone')}>
              {[...new Set([opened.timezone, ...zones])].map((zone) => (
                <option key={zone} value={zone}>
                  {zoneName(zone)}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <span className="phone:hidden" />
        </>
      ) : null}
      {text('phone', 24, 'tel')}
      {text('email', 254, 'email')}
      {changesIdentity ? null : (
        <p className="text-xs text-ink-3 sm:col-span-2">{t('ownersOnly')}</p>
      )}
      <LeaveGuard unsaved={Object.keys(changesOf(before, typed)).length > 0} />
    </form>
  );
}
