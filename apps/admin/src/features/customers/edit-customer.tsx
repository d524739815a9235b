'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import type {
  GetCustomerOutput,
  RevealCustomerOutput,
  UpdateCustomerInput,
} from '@toster/contracts/schemas/customers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { changeOf, type ContactForm } from '#features/customers/contact-change.ts';
import { historyPath } from '#features/history/paths.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { Field, TextInput } from '#ui/field.tsx';
import { useNotify } from '#ui/toast.tsx';

/** The id of the form, for the button outside it. */
export const EDIT_FORM = 'customer-edit';

const ZContactForm = z.object({
  name: z.string().trim().max(120, 'tooLong'),
  phone: z
    .string()
    .trim()
    .regex(/^(\+?[0-9 ()./-]{5,24})?$/u, 'invalidPhone'),
  email: z.union([z.literal(''), z.email('invalidEmail').max(254, 'tooLong')], 'invalidEmail'),
});

/**
 * Changes how a guest is reached. Who has had it shown edits what stands there; who has not writes over it unseen, and
 * what they leave empty stays. Somebody else's change in between is told, and nothing typed is lost.
 */
export function EditCustomer({
  customer,
  shown,
  onSaved,
}: {
  customer: GetCustomerOutput;
  shown: RevealCustomerOutput | null;
  onSaved: () => void;
}) {
  const t = useTranslations('customers.edit');
  const labels = useTranslations('customers.contact');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const mayAudit = useMay('audit_log.read');
  const before: ContactForm = {
    name: shown?.name ?? '',
    phone: shown?.phone ?? '',
    email: shown?.email ?? '',
  };
  const form = useForm<ContactForm>({ resolver: zodResolver(ZContactForm), defaultValues: before });
  const update = useMutation(
    trpc.customers.update.mutationOptions({
      onSuccess: async () => {
        notify.done({
          title: t('saved'),
          ...(mayAudit
            ? {
                action: {
                  label: t('seeHistory'),
                  onClick: () => router.push(historyPath({ kind: 'customer', id: customer.id })),
                },
              }
            : {}),
        });
        await queries.invalidateQueries(trpc.customers.pathFilter());
        onSaved();
      },
      onError: (error) => {
        const conflict = failureOf(error).code === 'CONFLICT';
        notify.failed({
          title: t('failed'),
          description: conflict ? t('conflict') : failureText(error),
        });
        if (conflict) void queries.invalidateQueries(trpc.customers.get.pathFilter());
      },
    }),
  );
  const save = (values: ContactForm) => {
    const data: UpdateCustomerInput['data'] = changeOf(before, values);
    if (Object.keys(data).length === 0) return onSaved();
    update.mutate({ id: customer.id, version: customer.version, data });
  };
  const errorOf = (field: keyof ContactForm) => {
    const message = form.formState.errors[field]?.message;
    return message === 'invalidPhone' || message === 'invalidEmail' || message === 'tooLong'
      ? t(message)
      : undefined;
  };
  const placeholder = shown === null ? t('keep') : undefined;
  return (
    <form
      id={EDIT_FORM}
      noValidate
      aria-label={t('title')}
      aria-busy={update.isPending}
      onSubmit={(event) => void form.handleSubmit(save)(event)}
      className="grid gap-4 rounded-lg border border-line bg-band px-4 py-3.5 sm:grid-cols-2"
    >
      <Field label={labels('name')} error={errorOf('name')} className="sm:col-span-2">
        <TextInput
          {...form.register('name')}
          placeholder={placeholder}
          maxLength={120}
          autoComplete="off"
          autoFocus
        />
      </Field>
      <Field label={labels('phone')} error={errorOf('phone')}>
        <TextInput
          {...form.register('phone')}
          placeholder={placeholder}
          type="tel"
          maxLength={24}
          autoComplete="off"
        />
      </Field>
      <Field label={labels('email')} error={errorOf('email')}>
        <TextInput
          {...form.register('email')}
          placeholder={placeholder}
          type="email"
          maxLength={254}
          autoComplete="off"
        />
      </Field>
      <p className="text-xs text-ink-3 sm:col-span-2">{shown === null ? t('blind') : t('clear')}</p>
    </form>
  );
}
