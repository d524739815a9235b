'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { TIME_ZONES } from '@toster/contracts/locales';
import { isTaxCountry } from '@toster/contracts/tax';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type RefObject, useRef } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { slugOf } from '#features/locations/slug-of.ts';
import { useLocationError } from '#features/locations/use-location-error.ts';
import { zoneName } from '#features/settings/use-setting-words.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { leave } from '#features/shell/leaving.ts';
import { LeaveGuard } from '#features/shell/leave-guard.tsx';
import { useSession } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { Field, NativeSelect, TextInput } from '#ui/field.tsx';
import { useNotify } from '#ui/toast.tsx';

const ZForm = z.object({
  name: z.string().trim().min(1, 'required').max(80),
  slug: z
    .string()
    .trim()
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'slug'),
  address: z.string().trim().max(160),
  postcode: z.string().trim().max(16),
  city: z.string().trim().min(1, 'required').max(80),
  timezone: z.string().min(1),
});
type Form = z.infer<typeof ZForm>;
const NAMES = Object.keys(ZForm.shape) as (keyof Form)[];

type NewLocationProps = { open: boolean; onClose: () => void; onCreated: (id: string) => void };

/** A new establishment. It opens beside the list, where its hours are stated next. */
export function NewLocationDialog({ open, onClose, onCreated }: NewLocationProps) {
  const t = useTranslations('locations.create');
  const first = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : leave(onClose))}
      initialFocus={first}
      title={t('title')}
      description={t('body')}
      size="lg"
    >
      {open ? <NewLocationForm first={first} onClose={onClose} onCreated={onCreated} /> : null}
    </Dialog>
  );
}

function NewLocationForm({
  first,
  onClose,
  onCreated,
}: Omit<NewLocationProps, 'open'> & { first: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations('locations');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const { org, locations } = useSession();
  const zones = isTaxCountry(org.country) ? TIME_ZONES[org.country] : [];
  const form = useForm<Form>({
    resolver: zodResolver(ZForm),
    defaultValues: {
      name: '',
      slug: '',
      address: '',
      postcode: '',
      city: locations[0]?.city ?? '',
      timezone: org.timezone,
    },
  });
  const create = useMutation(
    trpc.locations.create.mutationOptions({
      onSuccess: async ({ id }, { name }) => {
        notify.done({ title: t('create.added', { name }) });
        await queries.invalidateQueries(trpc.locations.pathFilter());
        onCreated(id);
        // It joins the list of establishments in the frame around every page.
        router.refresh();
      },
      onError: (error) => {
        for (const { path, rule } of failureOf(error).issues) {
          const name = NAMES.find((each) => each === path[0]);
          if (name !== undefined) form.setError(name, { message: rule }, { shouldFocus: true });
        }
        notify.failed({ title: t('create.failed'), description: failureText(error) });
      },
    }),
  );
  const errorOf = useLocationError(form.formState.errors);
  const { dirtyFields, isDirty } = form.formState;
  const name = form.register('name', {
    onChange: ({ target }: { target: HTMLInputElement }) => {
      if (dirtyFields.slug !== true) form.setValue('slug', slugOf(target.value));
    },
  });
  const text = (field: 'slug' | 'address' | 'postcode' | 'city', maxLength: number) => (
    <Field
      label={t(`fields.${field}`)}
      error={errorOf(field)}
      hint={field === 'slug' ? t('fields.slugHint') : undefined}
    >
      <TextInput {...form.register(field)} maxLength={maxLength} autoComplete="off" />
    </Field>
  );
  return (
    <form
      noValidate
      aria-busy={create.isPending}
      onSubmit={(event) => void form.handleSubmit((values) => create.mutate(values))(event)}
      className="grid gap-4 sm:grid-cols-2"
    >
      <Field label={t('fields.name')} error={errorOf('name')}>
        <TextInput
          {...name}
          ref={(element) => {
            name.ref(element);
            first.current = element;
          }}
          maxLength={80}
          autoComplete="off"
        />
      </Field>
      {text('slug', 40)}
      {text('address', 160)}
      {text('postcode', 16)}
      {text('city', 80)}
      <Field label={t('fields.timezone')} error={errorOf('timezone')}>
        <NativeSelect {...form.register('timezone')}>
          {[...new Set([org.timezone, ...zones])].map((zone) => (
            <option key={zone} value={zone}>
              {zoneName(zone)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <div className="sm:col-span-2">
        <DialogActions>
          <Button type="submit" variant="primary" loading={create.isPending}>
            {t('create.submit')}
          </Button>
          <Button variant="ghost" onClick={() => leave(onClose)}>
            {common('cancel')}
          </Button>
        </DialogActions>
      </div>
      <LeaveGuard unsaved={isDirty && !create.isSuccess} />
    </form>
  );
}
