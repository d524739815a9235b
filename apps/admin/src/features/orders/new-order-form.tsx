'use client';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useState } from 'react';
import {
  changeQuantity,
  type Draft,
  emptyDraft,
  missingFrom,
  toInput,
} from '#features/orders/draft.ts';
import { CHANNELS } from '#features/orders/filters.ts';
import { MenuPicker } from '#features/orders/menu-picker.tsx';
import { CHANNEL_ICONS } from '#features/orders/status.ts';
import { Ticket } from '#features/orders/ticket.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { usePlaces } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { Field, NativeSelect, TextInput } from '#ui/field.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';
import { Kbd } from '#ui/kbd.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { useNotify } from '#ui/toast.tsx';
import { useModKey } from '#ui/use-mod-key.ts';

type NewOrderFormProps = {
  form: RefObject<HTMLFormElement | null>;
  startAt: string;
  onDone: () => void;
  onCreated: (id: string) => void;
};

/** The dishes on one side, the ticket on the other. */
export function NewOrderForm({ form, startAt, onDone, onCreated }: NewOrderFormProps) {
  const t = useTranslations('newOrder');
  const orders = useTranslations('orders');
  const mod = useModKey();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const formats = useFormats();
  const failureText = useFailureText();
  const locations = usePlaces('orders.create');
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(startAt));
  const [asked, setAsked] = useState(false);
  const menu = useQuery(trpc.menu.list.queryOptions({ locationId: draft.locationId }));
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const change = (item: MenuItem, by: number) =>
    setDraft((before) => ({ ...before, lines: changeQuantity(before.lines, item, by) }));
  const missing = missingFrom(draft);

  const create = useMutation(
    trpc.orders.create.mutationOptions({
      onSuccess: (order) => {
        void queries.invalidateQueries(trpc.orders.pathFilter());
        notify.done({
          title: t('placed', {
            number: order.number,
            total: formats.money(order.totalMinor, order.currency),
          }),
          action: { label: t('openIt'), onClick: () => onCreated(order.id) },
        });
        onDone();
      },
      onError: (error) => notify.failed({ title: t('failed'), description: failureText(error) }),
    }),
  );
  const submit = () => {
    setAsked(true);
    if (missing.length === 0 && !create.isPending) create.mutate(toInput(draft));
  };
  useEffect(() => {
    const element = form.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      element?.requestSubmit();
    };
    // Before the picker, to which Enter means "add".
    element?.addEventListener('keydown', onKeyDown, { capture: true });
    return () => element?.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [form]);
  const need = (part: 'street' | 'city') =>
    asked && missing.includes(part) ? t('required') : undefined;

  return (
    <form
      ref={form}
      tabIndex={-1}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="flex h-full flex-col outline-none"
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-3">
        <div
          role="radiogroup"
          aria-label={orders('columns.channel')}
          className="flex rounded-md border border-line bg-band p-0.5"
        >
          {CHANNELS.map((channel) => {
            const Icon = CHANNEL_ICONS[channel];
            return (
              <label
                key={channel}
                className={cn(
                  'flex h-[calc(var(--control)-6px)] touch:h-11 touch:min-w-11 items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-focus',
                  draft.channel === channel ? 'bg-knob text-ink shadow-control' : 'text-ink-2',
                )}
              >
                <input
                  type="radio"
                  name="channel"
                  className="sr-only"
                  checked={draft.channel === channel}
                  onChange={() => set({ channel })}
                />
                <Icon aria-hidden className="size-4" />
                {orders(`channel.${channel}`)}
              </label>
            );
          })}
        </div>
        {locations.length > 1 ? (
          <InlineSelect
            label={orders('columns.location')}
            value={draft.locationId}
            onChange={(event) => setDraft({ ...draft, locationId: event.target.value, lines: [] })}
          >
            {locations.map((location) => (
              <option key={location.id} value={location.id}>
                {location.name}
              </option>
            ))}
          </InlineSelect>
        ) : null}
        {draft.channel === 'dine_in' ? (
          <input
            aria-label={t('table')}
            placeholder={t('table')}
            value={draft.table}
            maxLength={20}
            onChange={(event) => set({ table: event.target.value })}
            className="h-control w-24 rounded-md border border-line-field bg-surface px-2.5 text-sm shadow-control placeholder:text-ink-3 touch:text-lg"
          />
        ) : null}
      </div>

      <div className="grid min-h-0 flex-1 sm:grid-cols-[minmax(0,1fr)_300px]">
        <div className="flex min-h-0 flex-col border-line sm:border-r">
          {menu.isPending ? (
            <SkeletonRows rows={8} label={t('loadingMenu')} />
          ) : menu.isError ? (
            <FailureView error={menu.error} onRetry={() => void menu.refetch()} />
          ) : (
            <MenuPicker
              categories={menu.data.categories}
              lines={draft.lines}
              onAdd={(item) => change(item, 1)}
            />
          )}
        </div>
        <div className="flex min-h-0 flex-col bg-page">
          <div className="min-h-0 flex-1 overflow-y-auto p-4">
            <Ticket
              lines={draft.lines}
              onChange={change}
              empty={asked ? t('needDish') : t('emptyTicket')}
              alarm={asked}
            />
            {draft.channel === 'delivery' ? (
              <div className="mt-4 grid grid-cols-2 gap-3 border-t border-line pt-4">
                <Field label={t('street')} error={need('street')} className="col-span-2">
                  <TextInput
                    value={draft.street}
                    maxLength={200}
                    autoComplete="off"
                    onChange={(event) => set({ street: event.target.value })}
                  />
                </Field>
                <Field label={t('city')} error={need('city')}>
                  <TextInput
                    value={draft.city}
                    maxLength={100}
                    autoComplete="off"
                    onChange={(event) => set({ city: event.target.value })}
                  />
                </Field>
                <Field label={t('phone')}>
                  <TextInput
                    type="tel"
                    value={draft.phone}
                    maxLength={24}
                    autoComplete="off"
                    onChange={(event) => set({ phone: event.target.value })}
                  />
                </Field>
                <Field label={t('recipient')}>
                  <TextInput
                    value={draft.recipient}
                    maxLength={120}
                    autoComplete="off"
                    onChange={(event) => set({ recipient: event.target.value })}
                  />
                </Field>
                <Field label={t('doorNote')}>
                  <TextInput
                    value={draft.doorNote}
                    maxLength={300}
                    autoComplete="off"
                    onChange={(event) => set({ doorNote: event.target.value })}
                  />
                </Field>
              </div>
            ) : null}
            <div className="mt-4 grid gap-3 border-t border-line pt-4">
              <Field label={t('note')}>
                <TextInput
                  value={draft.note}
                  maxLength={500}
                  onChange={(event) => set({ note: event.target.value })}
                />
              </Field>
              <Field label={t('payment')}>
                <NativeSelect
                  value={draft.payment}
                  onChange={(event) =>
                    set({
                      payment:
                        (['cash', 'card'] as const).find(
                          (method) => method === event.target.value,
                        ) ?? 'none',
                    })
                  }
                >
                  <option value="none">{t('payLater')}</option>
                  <option value="cash">{orders('method.cash')}</option>
                  <option value="card">{orders('method.card')}</option>
                </NativeSelect>
              </Field>
            </div>
          </div>
          <div className="border-t border-line p-4">
            <Button
              type="submit"
              variant="primary"
              loading={create.isPending}
              className="h-11 w-full"
            >
              {t('place')}
              <Kbd keys={`${mod} ↵`} className="ml-1 touch:hidden" />
            </Button>
          </div>
        </div>
      </div>
    </form>
  );
}
