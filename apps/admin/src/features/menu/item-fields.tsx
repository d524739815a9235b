'use client';
import { ALLERGENS } from '@toster/contracts/allergens';
import type { ListMenuOutput } from '@toster/contracts/schemas/menu';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import { useMenuLabels } from '#features/menu/use-menu-labels.ts';
import { useTaxClasses } from '#features/menu/use-tax-classes.ts';
import { Field, NativeSelect, TextArea, TextInput } from '#ui/field.tsx';

/** What a dish is, besides its price. */
export const ZItemForm = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500),
  categoryId: z.uuid(),
  taxClass: z.string().min(1),
  allergens: z.array(z.enum(ALLERGENS)),
});
export type ItemForm = z.infer<typeof ZItemForm>;

/** The fields of a dish, the same for a new one and for one being edited. */
export function ItemFields({
  form,
  categories,
  disabled = false,
}: {
  form: UseFormReturn<ItemForm>;
  categories: ListMenuOutput['categories'];
  disabled?: boolean;
}) {
  const t = useTranslations('menu');
  const labels = useMenuLabels();
  const taxClasses = useTaxClasses();
  const {
    register,
    formState: { errors },
  } = form;
  return (
    <fieldset disabled={disabled} className="contents">
      <Field label={t('fields.name')} error={errors.name ? t('fields.nameRequired') : undefined}>
        <TextInput maxLength={120} autoComplete="off" {...register('name')} />
      </Field>
      <Field label={t('fields.description')}>
        <TextArea rows={2} maxLength={500} {...register('description')} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('fields.category')}>
          <NativeSelect {...register('categoryId')}>
            {categories.map((category) => (
              <option key={category.id} value={category.id}>
                {category.name}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t('columns.tax')}>
          <NativeSelect {...register('taxClass')}>
            {taxClasses.map((name) => (
              <option key={name} value={name}>
                {labels.taxClass(name)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium text-ink-2">{t('columns.allergens')}</legend>
        <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-3">
          {ALLERGENS.map((allergen) => (
            <label
              key={allergen}
              className="flex min-h-7 touch:min-h-11 items-center gap-2 text-sm"
            >
              <input
                type="checkbox"
                value={allergen}
                className="size-4 touch:size-6"
                {...register('allergens')}
              />
              {labels.allergen(allergen)}
            </label>
          ))}
        </div>
      </fieldset>
    </fieldset>
  );
}
