'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { ALLERGENS } from '@toster/contracts/allergens';
import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useForm } from 'react-hook-form';
import { HistoryLink } from '#features/history/history-link.tsx';
import { AvailabilitySwitch } from '#features/menu/availability-switch.tsx';
import { ItemFields, type ItemForm, ZItemForm } from '#features/menu/item-fields.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { useNotify } from '#ui/toast.tsx';

type ItemSheetProps = {
  item: MenuItem | null;
  categories: ListMenuOutput['categories'];
  onClose: () => void;
  onPrice: (item: MenuItem) => void;
};

const FORM = 'menu-item-form';

/** One dish: price and availability at the top, everything else in a form. */
export function ItemSheet({ item, categories, onClose, onPrice }: ItemSheetProps) {
  const t = useTranslations('menu');
  const mayEdit = useMay('menu.edit');
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef(item);
  if (item) shown.current = item;
  const current = shown.current;
  return (
    <Sheet
      open={item !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      initialFocus={body}
      title={current?.name ?? ''}
      footer={
        <>
          {mayEdit ? (
            <Button type="submit" form={FORM} variant="primary">
              {t('save')}
            </Button>
          ) : null}
          <Button variant="ghost" onClick={onClose}>
            {t('close')}
          </Button>
          <span className="flex-1" />
          {current ? <HistoryLink kind="menu_item" id={current.id} /> : null}
        </>
      }
    >
      <div ref={body} tabIndex={-1} className="flex flex-col gap-5 px-5 py-5 outline-none">
        {current ? <Headline item={current} onPrice={onPrice} /> : null}
        {current ? (
          <EditForm
            key={current.id}
            item={current}
            categories={categories}
            mayEdit={mayEdit}
            onSaved={onClose}
          />
        ) : null}
      </div>
    </Sheet>
  );
}

function Headline({ item, onPrice }: { item: MenuItem; onPrice: (item: MenuItem) => void }) {
  const t = useTranslations('menu');
  const formats = useFormats();
  const mayPrice = useMay('menu.price_edit');
  return (
    <div className="flex items-center gap-4 rounded-lg border border-line bg-band px-4 py-3">
      <div className="flex-1">
        <p className="text-xs text-ink-3">{t('columns.price')}</p>
        <p className="text-xl font-semibold tracking-tight nums">
          {item.priceMinor === null ? t('hidden') : formats.money(item.priceMinor, item.currency)}
        </p>
      </div>
      {mayPrice && item.priceMinor !== null ? (
        <Button onClick={() => onPrice(item)}>{t('changePrice')}</Button>
      ) : null}
      <AvailabilitySwitch item={item} />
    </div>
  );
}

function EditForm({
  item,
  categories,
  mayEdit,
  onSaved,
}: {
  item: MenuItem;
  categories: ListMenuOutput['categories'];
  mayEdit: boolean;
  onSaved: () => void;
}) {
  const t = useTranslations('menu');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const defaults: ItemForm = {
    name: item.name,
    description: item.description,
    categoryId: item.categoryId,
    taxClass: item.taxClass,
    allergens: ALLERGENS.filter((allergen) => item.allergens.includes(allergen)),
  };
  const form = useForm<ItemForm>({ resolver: zodResolver(ZItemForm), defaultValues: defaults });
  const mutation = useMutation(
    trpc.menu.editItem.mutationOptions({
      onSuccess: async () => {
        notify.done({ title: t('saved', { name: form.getValues('name') }) });
        onSaved();
        await queries.invalidateQueries(trpc.menu.pathFilter());
      },
      onError: (error) =>
        notify.failed({
          title: t('notSaved', { name: item.name }),
          description: failureText(error),
        }),
    }),
  );
  const save = (values: ItemForm) => {
    const data = changedFields(defaults, values);
    if (Object.keys(data).length === 0) return onSaved();
    mutation.mutate({ id: item.id, data });
  };
  return (
    <form
      id={FORM}
      noValidate
      onSubmit={(event) => void form.handleSubmit(save)(event)}
      className="flex flex-col gap-4"
      aria-busy={mutation.isPending}
    >
      <ItemFields form={form} categories={categories} disabled={!mayEdit || mutation.isPending} />
      {mayEdit ? null : <p className="text-sm text-ink-3">{t('readOnly')}</p>}
    </form>
  );
}

function changedFields(before: ItemForm, after: ItemForm): Partial<ItemForm> {
  const allergens = ALLERGENS.filter((allergen) => after.allergens.includes(allergen));
  return {
    ...(after.name === before.name ? {} : { name: after.name }),
    ...(after.description === before.description ? {} : { description: after.description }),
    ...(after.categoryId === before.categoryId ? {} : { categoryId: after.categoryId }),
    ...(after.taxClass === before.taxClass ? {} : { taxClass: after.taxClass }),
    ...(allergens.join() === before.allergens.join() ? {} : { allergens }),
  };
}
