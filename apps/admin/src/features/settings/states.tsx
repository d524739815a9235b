import type { Settings } from '@toster/contracts/schemas/settings';
import { SettingsView } from '#features/settings/settings-view.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { FAILED, LOADING, OFFLINE, read, readBefore } from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const SETTINGS: Settings = {
  name: 'Вареник',
  legalName: 'ТОВ «Вареник Груп»',
  taxId: '44900027',
  address: 'вул. Сагайдачного, 12, офіс 3',
  postcode: '04070',
  city: 'Київ',
  phone: '+380 44 425 01 20',
  email: 'office@varenyk.example',
  receiptFooter: 'Дякуємо, що завітали!\nІнстаграм: @varenyk.kyiv',
  language: 'uk',
  timezone: 'Europe/Kyiv',
  country: 'UA',
  currency: 'UAH',
  slug: 'varenyk-kyiv',
  cell: 'eu-1',
  version: 3,
};
const NOTHING_STATED: Settings = {
  ...SETTINGS,
  legalName: '',
  taxId: '',
  address: '',
  postcode: '',
  city: '',
  phone: '',
  email: '',
  receiptFooter: '',
  version: 0,
};

/** Settings in every state. */
export const settingsStates: PageStates = {
  loading: () => <SettingsView reading={LOADING} />,
  empty: () => <SettingsView reading={read(NOTHING_STATED)} />,
  filtered: { none: 'settings are read whole' },
  partial: () => <SettingsView reading={read({ ...SETTINGS, taxId: '', phone: '' })} />,
  stale: () => <SettingsView reading={readBefore(SETTINGS)} />,
  error: () => <SettingsView reading={FAILED} />,
  offline: () => <SettingsView reading={OFFLINE} />,
  forbidden: () => <ForbiddenPage permission="org_settings.read" />,
  data: () => <SettingsView reading={read(SETTINGS)} />,
};
