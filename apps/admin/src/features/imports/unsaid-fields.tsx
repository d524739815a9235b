'use client';
import { useTranslations } from 'next-intl';
import type { Draft } from '#features/imports/draft.ts';
import { useMenuLabels } from '#features/menu/use-menu-labels.ts';
import { useTaxClasses } from '#features/menu/use-tax-classes.ts';
import { CHANNELS } from '#features/orders/filters.ts';
import { Field, NativeSelect, TextInput } from '#ui/field.tsx';

type UnsaidFieldsProps = { draft: Draft; onDraft: (draft: Draft) => void };

/** What a file does not say of itself: what its prices mean, when and how, and what new dishes lack. */
export function UnsaidFields({ draft, onDraft }: UnsaidFieldsProps) {
  const t = useTranslations('imports.mapping');
  return (
    <section className="rounded-lg border border-line bg-surface px-4 py-4">
      <h2 className="mb-3 text-base font-semibold">{t('unsaid')}</h2>
      <div className="grid grid-cols-1 items-start gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {draft.kind === 'orders' ? (
          <OfOrders draft={draft} onDraft={onDraft} />
        ) : (
          <OfMenu draft={draft} onDraft={onDraft} />
        )}
      </div>
    </section>
  );
}

function OfOrders({ draft, onDraft }: UnsaidFieldsProps) {
  const t = useTranslations('imports.mapping');
  const orders = useTranslations('orders.channel');
  return (
    <>
      <Field label={t('price')}>
        <NativeSelect
          value={draft.price}
          onChange={({ target: { value } }) =>
            onDraft({ ...draft, price: value === 'unit' ? 'unit' : 'line' })
          }
        >
          <option value="line">{t('prices.line')}</option>
          <option value="unit">{t('prices.unit')}</option>
        </NativeSelect>
      </Field>
      <Field label={t('placed')}>
        <NativeSelect
          value={draft.placedAt}
          onChange={({ target: { value } }) =>
            onDraft({ ...draft, placedAt: value === 'once' ? 'once' : 'column' })
          }
        >
          <option value="column">{t('placedAt.column')}</option>
          <option value="once">{t('placedAt.once')}</option>
        </NativeSelect>
      </Field>
      {draft.placedAt === 'once' ? (
        <Field label={t('once')}>
          <TextInput
            type="datetime-local"
            value={draft.once}
            onChange={({ target: { value } }) => onDraft({ ...draft, once: value })}
          />
        </Field>
      ) : null}
      <Field label={t('channel')}>
        <NativeSelect
          value={draft.channel}
          onChange={({ target: { value } }) =>
            onDraft({ ...draft, channel: CHANNELS.find((each) => each === value) ?? draft.channel })
          }
        >
          {CHANNELS.map((channel) => (
            <option key={channel} value={channel}>
              {orders(channel)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t('source')} hint={t('sourceHint')}>
        <TextInput
          value={draft.source}
          maxLength={60}
          onChange={({ target: { value } }) => onDraft({ ...draft, source: value })}
        />
      </Field>
    </>
  );
}

function OfMenu({ draft, onDraft }: UnsaidFieldsProps) {
  const t = useTranslations('imports.mapping');
  const labels = useMenuLabels();
  const taxClasses = useTaxClasses();
  return (
    <>
      <Field label={t('category')}>
        <TextInput
          value={draft.category}
          maxLength={120}
          placeholder={t('notSaid')}
          onChange={({ target: { value } }) => onDraft({ ...draft, category: value })}
        />
      </Field>
      <Field label={t('taxClass')}>
        <NativeSelect
          value={draft.taxClass}
          onChange={({ target: { value } }) => onDraft({ ...draft, taxClass: value })}
        >
          <option value="">{t('notSaid')}</option>
          {taxClasses.map((name) => (
            <option key={name} value={name}>
              {labels.taxClass(name)}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </>
  );
}
