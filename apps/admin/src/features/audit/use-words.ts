'use client';
import { isOrderState } from '@toster/contracts/orders/states';
import { APPOINTMENTS, ROLES } from '@toster/contracts/rbac/roles';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { SentenceWords } from '#features/audit/sentence.ts';
import { humanise } from '#features/audit/values.ts';
import { useMenuLabels } from '#features/menu/use-menu-labels.ts';
import { CHANNELS } from '#features/orders/filters.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import type { messages } from '#messages/en/index.ts';

const METHODS = ['cash', 'card', 'external'] as const;

type Audit = (typeof messages)['audit'];

/** The words of the log in the reader's language and the organisation's money. */
export function useWords(): SentenceWords {
  const t = useTranslations('audit');
  const orders = useTranslations('orders');
  const menu = useTranslations('menu');
  const labels = useMenuLabels();
  const formats = useFormats();
  const { org, locations } = useSession();
  return useMemo(() => {
    const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
    const named = (prefix: 'field' | 'rel', name: string) => {
      const key = `${prefix}.${name}`;
      if (isKey(key) && t.has(key)) return t(key);
      return prefix === 'field' ? humanise(name).toLocaleLowerCase() : humanise(name);
    };
    return {
      money: (minor) => formats.money(minor, org.currency, { trim: true }),
      dateTime: (iso) =>
        Number.isNaN(Date.parse(iso)) ? iso : formats.dateTime(new Date(iso).toISOString()),
      status: (state) => (isOrderState(state) ? orders(`status.${state}`) : humanise(state)),
      channel: (name) => {
        const known = CHANNELS.find((channel) => channel === name);
        return known === undefined ? name : orders(`channel.${known}`);
      },
      role: (name) => {
        const known = [...ROLES, ...APPOINTMENTS].find((role) => role === name);
        return known === undefined ? name : t(`role.${known}`);
      },
      method: (name) => {
        const known = METHODS.find((method) => method === name);
        return known === undefined ? name : orders(`method.${known}`);
      },
      place: (id) => locations.find((location) => location.id === id)?.name ?? null,
      allergen: labels.allergen,
      taxClass: labels.taxClass,
      yes: t('yes'),
      no: t('no'),
      onSale: menu('onSale'),
      soldOut: menu('soldOut'),
      nothing: t('nothing'),
      system: t('system'),
      nameless: t('nameless'),
      database: (user) => t('databaseUser', { user }),
      field: (name) => named('field', name),
      record: (rel) => named('rel', rel.replace(/^.*\./u, '')),
      list: (items) => list.format(items),
    };
  }, [t, orders, menu, labels, formats, org.currency, locations]);
}

function isKey(key: string): key is `field.${keyof Audit['field']}` | `rel.${keyof Audit['rel']}` {
  return key !== '';
}
