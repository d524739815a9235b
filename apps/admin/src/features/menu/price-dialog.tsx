'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { isCurrency, parseMoney, toDecimal } from '@toster/contracts/money';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type RefObject, useRef } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { Field, TextInput } from '#ui/field.tsx';
import { useNotify } from '#ui/toast.tsx';

/** A new price. The API asks for a fresh proof of identity; the console then repeats the same call. */
export function PriceDialog({
  item,
  place,
  onClose,
}: {
  item: MenuItem | null;
  place: string;
  onClose: () => void;
}) {
  const t = useTranslations('menu.price');
  const input = useRef<HTMLInputElement>(null);
  const shown = useRef(item);
  if (item) shown.current = item;
  const current = shown.current;
  return (
    <Dialog
      open={item !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      initialFocus={input}
      title={current ? t('title', { name: current.name }) : ''}
      description={t('body', { place })}
      size="sm"
    >
      {current && current.priceMinor !== null ? (
        <PriceForm
          key={current.id}
          item={current}
          priceMinor={current.priceMinor}
          input={input}
          onClose={onClose}
        />
      ) : null}
    </Dialog>
  );
}

function PriceForm({
  item,
  priceMinor,
  input,
  onClose,
}: {
  item: MenuItem;
  priceMinor: number;
  input: RefObject<HTMLInputElement | null>;
  onClose: () => void;
}) {
  const t = useTranslations('menu.price');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const formats = useFormats();
  const failureText = useFailureText();
  const mayAudit = useMay('audit_log.read');
  const currency = isCurrency(item.currency) ? item.currency : 'EUR';
  const read = (text: string) => parseMoney(text, currency);
  const ZForm = z.object({ price: z.string().refine((text) => (read(text) ?? -1) >= 0) });
  const { register, handleSubmit, control, formState, setError } = useForm<z.infer<typeof ZForm>>({
    resolver: zodResolver(ZForm),
    defaultValues: { price: toDecimal(priceMinor, currency) },
  });
  const { ref, ...field } = register('price');
  const next = read(useWatch({ control, name: 'price' }));

  const mutation = useMutation(
    trpc.menu.priceItem.mutationOptions({
      onSuccess: async (_, input_) => {
        onClose();
        notify.done({
          title: t('done', {
            name: item.name,
            price: formats.money(input_.priceMinor, item.currency),
          }),
          ...(mayAudit
            ? {
                action: {
                  label: t('seeInLog'),
                  onClick: () => location.assign(`/audit?rel=menu_item&row=${item.id}`),
                },
              }
            : {}),
        });
        await queries.invalidateQueries(trpc.menu.pathFilter());
      },
      onError: (error) => setError('price', { message: failureText(error) }),
    }),
  );

  return (
    <form
      noValidate
      onSubmit={(event) =>
        void handleSubmit((values) =>
          mutation.mutate({ id: item.id, priceMinor: read(values.price) ?? priceMinor }),
        )(event)
      }
    >
      <Field
        label={t('label', { currency })}
        error={formState.errors.price ? formState.errors.price.message || t('invalid') : undefined}
        hint={
          next === null || next === priceMinor
            ? t('now', { price: formats.money(priceMinor, item.currency) })
            : t('change', {
                before: formats.money(priceMinor, item.currency),
                after: formats.money(next, item.currency),
              })
        }
      >
        <TextInput
          inputMode="decimal"
          autoComplete="off"
          {...field}
          ref={(element) => {
            ref(element);
            input.current = element;
          }}
          onFocus={(event) => event.target.select()}
          className="text-lg! font-semibold nums"
        />
      </Field>
      <DialogActions>
        <Button
          type="submit"
          variant="primary"
          loading={mutation.isPending}
          disabled={next === priceMinor}
        >
          {t('save')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {common('cancel')}
        </Button>
      </DialogActions>
    </form>
  );
}
