'use client';
import type { FieldChange } from '@toster/contracts/imports/problems';
import type { ReadValue } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useMenuLabels } from '#features/menu/use-menu-labels.ts';
import { useSession } from '#features/shell/session.tsx';
import { createFormats } from '#i18n/use-formats.ts';

/** How values of a file are written once they were read: money and time as everywhere else, at the location. */
export function useValueWords(locationId: string): {
  /** A value of a preview; null where there is nothing. */
  read: (field: string, value: ReadValue | null) => string | null;
  /** A value of a change foretold. */
  changed: (field: string, value: FieldChange['after']) => string;
} {
  const t = useTranslations('imports.lines');
  const menu = useTranslations('menu');
  const labels = useMenuLabels();
  const { org, locations } = useSession();
  const timezone = locations.find(({ id }) => id === locationId)?.timezone ?? org.timezone;
  return useMemo(() => {
    const formats = createFormats({ ...org, timezone });
    const flag = (on: boolean) => menu(on ? 'onSale' : 'soldOut');
    const text = (field: string, value: string) =>
      field === 'tax_class' ? labels.taxClass(value) : value;
    const list = (field: string, items: readonly string[]) =>
      items.length === 0
        ? t('nothing')
        : items.map((item) => (field === 'allergens' ? labels.allergen(item) : item)).join(', ');
    return {
      read: (field, value) => {
        switch (value?.type) {
          case undefined:
            return null;
          case 'text':
            return value.text === '' ? null : text(field, value.text);
          case 'number':
            return String(value.number);
          case 'money':
            return formats.money(value.minor);
          case 'instant':
            return formats.dateTime(value.at);
          case 'list':
            return value.items.length === 0 ? null : list(field, value.items);
          case 'flag':
            return flag(value.on);
        }
      },
      changed: (field, value) => {
        if (value === null || value === '') return t('nothing');
        switch (typeof value) {
          case 'boolean':
            return flag(value);
          case 'number':
            return field === 'price' ? formats.money(value) : String(value);
          case 'string':
            return text(field, value);
          default:
            return list(field, value);
        }
      },
    };
  }, [t, menu, labels, org, timezone]);
}
