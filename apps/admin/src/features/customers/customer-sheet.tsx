'use client';
import type { CustomerRow, RevealCustomerOutput } from '@toster/contracts/schemas/customers';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ContactPart } from '#features/customers/contact-part.tsx';
import { CustomerProfile } from '#features/customers/customer-profile.tsx';
import { EDIT_FORM, EditCustomer } from '#features/customers/edit-customer.tsx';
import { useCustomerName } from '#features/customers/use-customer-name.ts';
import { HistoryLink } from '#features/history/history-link.tsx';
import { FailureView } from '#features/shell/failure-view.tsx';
import { RecordSteps } from '#features/shell/record-steps.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

type CustomerSheetProps = {
  id: string | null;
  neighbours: readonly CustomerRow[];
  onOpen: (id: string) => void;
  onClose: () => void;
};

/** One guest beside the list. What was shown of how to reach them is forgotten with the next guest and on closing. */
export function CustomerSheet({ id, neighbours, onOpen, onClose }: CustomerSheetProps) {
  const t = useTranslations('customers');
  const trpc = useTRPC();
  const nameOf = useCustomerName();
  const query = useQuery(trpc.customers.get.queryOptions(id === null ? skipToken : { id }));
  const [shown, setShown] = useState<RevealCustomerOutput | null>(null);
  const [editing, setEditing] = useState(false);
  const [of, setOf] = useState(id);
  if (of !== id) {
    setOf(id);
    setShown(null);
    setEditing(false);
  }
  const open = id !== null;
  const customer = query.data;
  const known = customer ?? neighbours.find((each) => each.id === id);
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={known === undefined ? t('title') : nameOf(known)}
      toolbar={
        <RecordSteps
          ids={neighbours.map((each) => each.id)}
          id={id}
          previous={t('profile.previous')}
          next={t('profile.next')}
          keys={open && !editing}
          onStep={onOpen}
        />
      }
      footer={
        customer === undefined ? undefined : (
          <>
            {editing ? (
              <>
                <Button type="submit" form={EDIT_FORM} variant="primary">
                  {t('edit.save')}
                </Button>
                <Button variant="ghost" onClick={() => setEditing(false)}>
                  {t('edit.cancel')}
                </Button>
              </>
            ) : customer.mayUpdate ? (
              <Button onClick={() => setEditing(true)}>
                <Pencil aria-hidden className="size-4" />
                {t('edit.start')}
              </Button>
            ) : null}
            <span className="flex-1" />
            <HistoryLink kind="customer" id={customer.id} />
          </>
        )
      }
    >
      {customer === undefined ? (
        query.isError ? (
          <FailureView error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows rows={8} label={t('loadingOne')} />
        )
      ) : (
        <div className="flex flex-col gap-6 px-5 py-5">
          {editing ? (
            <EditCustomer
              key={customer.id}
              customer={customer}
              shown={shown}
              onSaved={() => {
                setEditing(false);
                setShown(null);
              }}
            />
          ) : (
            <ContactPart customer={customer} shown={shown} onShown={setShown} />
          )}
          <CustomerProfile customer={customer} />
        </div>
      )}
    </Sheet>
  );
}
