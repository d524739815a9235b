'use client';
import type { GetCustomerOutput, RevealCustomerOutput } from '@toster/contracts/schemas/customers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { Fact } from '#features/staff/fact.tsx';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';

/** How the guest is reached: a mask until somebody asks on purpose, because showing it is counted and recorded. */
export function ContactPart({
  customer,
  shown,
  onShown,
}: {
  customer: GetCustomerOutput;
  shown: RevealCustomerOutput | null;
  onShown: (contact: RevealCustomerOutput | null) => void;
}) {
  const t = useTranslations('customers');
  const unknown = <span className="font-normal text-ink-3">{t('unknown')}</span>;
  return (
    <section
      aria-label={t('contact.title')}
      className="rounded-lg border border-line bg-band px-4 py-3.5"
    >
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
        <Fact label={t('contact.name')}>{(shown ?? customer).name ?? unknown}</Fact>
        <Fact label={t('contact.phone')}>
          {shown !== null ? (
            shown.phone === null ? (
              unknown
            ) : (
              <a
                href={`tel:${shown.phone.replaceAll(/[^+\d]/gu, '')}`}
                className="inline-flex min-h-6 items-center hover:underline touch:min-h-11"
              >
                {shown.phone}
              </a>
            )
          ) : customer.phoneEnding === null ? (
            unknown
          ) : (
            t('phoneEnding', { digits: customer.phoneEnding })
          )}
        </Fact>
        <Fact label={t('contact.email')}>
          {shown?.email ? (
            <a
              href={`mailto:${shown.email}`}
              className="inline-flex min-h-6 items-center break-all hover:underline touch:min-h-11"
            >
              {shown.email}
            </a>
          ) : (
            ((shown === null ? customer.email : null) ?? unknown)
          )}
        </Fact>
      </dl>
      <div className="mt-3 border-t border-line pt-3">
        {shown !== null ? (
          <Button onClick={() => onShown(null)}>
            <EyeOff aria-hidden className="size-4" />
            {t('contact.hide')}
          </Button>
        ) : customer.mayReveal ? (
          <Reveal customer={customer} onShown={onShown} />
        ) : (
          <Withheld />
        )}
      </div>
    </section>
  );
}

function Reveal({
  customer,
  onShown,
}: {
  customer: GetCustomerOutput;
  onShown: (contact: RevealCustomerOutput) => void;
}) {
  const t = useTranslations('customers.contact');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const failureText = useFailureText();
  const reveal = useMutation({
    mutationFn: () => client.customers.reveal.query({ id: customer.id }),
    retry: false,
    gcTime: 0,
    onSuccess: (contact) => {
      onShown(contact);
      void queries.invalidateQueries(trpc.customers.get.pathFilter());
    },
  });
  const { reveals } = customer;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button loading={reveal.isPending} onClick={() => reveal.mutate()}>
        <Eye aria-hidden className="size-4" />
        {t('show')}
      </Button>
      <p className="min-w-0 flex-1 text-xs text-ink-3">
        {t('recorded')}{' '}
        {reveals === null
          ? null
          : reveals.used < reveals.most
            ? t('used', { used: reveals.used, most: reveals.most })
            : t('stepUp', { used: reveals.used })}
      </p>
      {reveal.error === null ? null : (
        <p role="alert" className="w-full text-sm font-medium text-bad">
          {failureText(reveal.error)}
        </p>
      )}
    </div>
  );
}

function Withheld() {
  const t = useTranslations('customers.contact');
  const sometimes = useMay('customers.read_full');
  return (
    <p className="flex items-start gap-2 text-sm text-ink-2">
      <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      {sometimes ? t('inHand') : t('hidden')}
    </p>
  );
}
