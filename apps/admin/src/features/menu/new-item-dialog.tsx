'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { isCurrency, parseMoney } from '@toster/contracts/money';
import type { ListMenuOutput } from '@toster/contracts/schemas/menu';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { ItemFields, type ItemForm, ZItemForm } from '#features/menu/item-fields.tsx';
import { useTaxClasses } from '#features/menu/use-tax-classes.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { Field, TextInput } from '#ui/field.tsx';
import { useNotify } from '#ui/toast.tsx';

type NewItemDialogProps = {
  open: boolean;
  locationId: string;
  menu: ListMenuOutput;
  onClose: () => void;
};

/** A new dish on the menu of one establishment. */
export function NewItemDialog({ open, locationId, menu, onClose }: NewItemDialogProps) {
  const t = useTranslations('menu');
  const first = useRef<HTMLFormElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={first}
      title={t('addTitle')}
      size="lg"
    >
      {open ? (
        <NewItemForm formRef={first} locationId={locationId} menu={menu} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}

function NewItemForm({
  formRef,
  locationId,
  menu,
  onClose,
}: Omit<NewItemDialogProps, 'open'> & { formRef: React.RefObject<HTMLFormElement | null> }) {
  const t = useTranslations('menu');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const taxClasses = useTaxClasses();
  const currency = isCurrency(menu.currency) ? menu.currency : 'EUR';
  const [price, setPrice] = useState('');
  const [asked, setAsked] = useState(false);
  const priceMinor = parseMoney(price, currency);
  const form = useForm<ItemForm>({
    resolver: zodResolver(ZItemForm),
    defaultValues: {
      name: '',
      description: '',
      categoryId: menu.categories[0]?.id ?? '',
      taxClass: taxClasses[0] ?? '',
      allergens: [],
    },
  });
  const mutation = useMutation(
    trpc.menu.createItem.mutationOptions({
      onSuccess: async (_, input) => {
        notify.done({ title: t('added', { name: input.name }) });
        onClose();
        await queries.invalidateQueries(trpc.menu.pathFilter());
      },
      onError: (error) => notify.failed({ title: t('notAdded'), description: failureText(error) }),
    }),
  );
  const save = (values: ItemForm) => {
    if (priceMinor === null || priceMinor < 0) return;
    mutation.mutate({ ...values, locationId, priceMinor });
  };
  return (
    <form
      ref={formRef}
      tabIndex={-1}
      noValidate
      onSubmit={(event) => {
        setAsked(true);
        void form.handleSubmit(save)(event);
      }}
      className="flex flex-col gap-4 outline-none"
    >
      <ItemFields form={form} categories={menu.categories} disabled={mutation.isPending} />
      <Field
        label={t('price.labelNew', { currency })}
        error={asked && (priceMinor === null || priceMinor < 0) ? t('price.invalid') : undefined}
      >
        <TextInput
          inputMode="decimal"
          autoComplete="off"
          value={price}
          onChange={(event) => setPrice(event.target.value)}
        />
      </Field>
      <DialogActions>
        <Button type="submit" variant="primary" loading={mutation.isPending}>
          {t('add')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {common('cancel')}
        </Button>
      </DialogActions>
    </form>
  );
}
