'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { DOCUMENT_LANGUAGES } from '@toster/contracts/locales';
import type { Settings } from '@toster/contracts/schemas/settings';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { FixedFacts } from '#features/settings/fixed-facts.tsx';
import { changesOf, collisionsOf } from '#features/settings/form-changes.ts';
import {
  formOf,
  type SettingName,
  type SettingsForm as Form,
  taxFaultOf,
} from '#features/settings/settings-change.ts';
import { SettingsFields } from '#features/settings/settings-fields.tsx';
import { useSaveSettings } from '#features/settings/use-save-settings.ts';
import { LeaveGuard } from '#features/shell/leave-guard.tsx';
import { leave } from '#features/shell/leaving.ts';
import { Button } from '#ui/button.tsx';

const line = (max: number) => z.string().trim().max(max, 'tooLong');
const ZForm = z.object({
  name: line(80).min(1, 'required'),
  legalName: line(160),
  taxId: line(24),
  address: line(160),
  postcode: line(16),
  city: line(80),
  phone: z
    .string()
    .trim()
    .regex(/^(\+?[0-9 ()./-]{5,24})?$/u, 'phone'),
  email: z.union([z.literal(''), z.email('email').max(254, 'tooLong')], 'email'),
  receiptFooter: z.string().trim().max(240, 'tooLong'),
  language: z.enum(DOCUMENT_LANGUAGES),
  timezone: z.string().min(1),
});

/**
 * All settings as one form. Somebody else's change in between is told and shown beside the field, and nothing typed is
 * lost; leaving with something unsaved asks first.
 */
export function SettingsForm({ settings, onDone }: { settings: Settings; onDone: () => void }) {
  const t = useTranslations('settings');
  const [opened, setOpened] = useState(settings);
  const [collided, setCollided] = useState<readonly SettingName[]>([]);
  const before = formOf(opened);
  const form = useForm<Form>({ resolver: zodResolver(ZForm), defaultValues: before });
  const typed = { ...before, ...useWatch({ control: form.control }) };
  const count = Object.keys(changesOf(before, typed)).length;
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => element.current?.querySelector('input')?.focus({ preventScroll: true }), []);

  const { save, isSaving } = useSaveSettings(form, {
    onDone,
    onConflict: (fresh) => {
      setCollided(collisionsOf(before, formOf(fresh), form.getValues()));
      setOpened(fresh);
      form.reset(formOf(fresh), { keepDirtyValues: true });
    },
  });
  const submit = (values: Form) => {
    const data = changesOf(before, values);
    const fault = taxFaultOf(opened.country, values.taxId);
    if (fault !== null) form.setError('taxId', { message: fault }, { shouldFocus: true });
    else if (Object.keys(data).length === 0) onDone();
    else save({ version: opened.version, data });
  };
  return (
    <form
      ref={element}
      noValidate
      aria-label={t('title')}
      aria-busy={isSaving}
      onSubmit={(event) => void form.handleSubmit(submit)(event)}
      // The bar at the bottom never covers the field at hand.
      className="flex flex-col gap-5 [&_:is(input,select,textarea)]:scroll-mb-40"
    >
      <SettingsFields form={form} settings={opened} collided={collided} />
      <FixedFacts settings={opened} />
      <div className="sticky bottom-0 z-10 -mx-6 -mb-6 flex flex-wrap items-center gap-2 border-t border-line bg-page px-6 py-3 phone:bottom-14 phone:-mx-4 phone:px-4">
        <p aria-live="polite" className="min-w-0 flex-1 text-sm text-ink-2">
          {t('unsaved', { count })}
        </p>
        <Button variant="ghost" onClick={() => leave(onDone)}>
          {t('cancel')}
        </Button>
        <Button type="submit" variant="primary" loading={isSaving}>
          {t('save')}
        </Button>
      </div>
      <LeaveGuard unsaved={count > 0} />
    </form>
  );
}
