import type { Settings, Usage } from '@toster/contracts/schemas/settings';
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

const usageOf = (burst: number, daily: number): Usage => ({
  readAt: '2026-11-22T12:00:00.000Z',
  quotas: [
    {
      pool: 'console',
      span: 'burst',
      units: 6_000,
      used: burst,
      windowSeconds: 60,
      resetSeconds: 21,
    },
    {
      pool: 'console',
      span: 'daily',
      units: 3_240_000,
      used: daily,
      windowSeconds: 86_400,
      resetSeconds: 40_000,
    },
  ],
});
const USAGE = read(usageOf(212, 1_104_385));

/** Settings in every state. */
export const settingsStates: PageStates = {
  loading: () => <SettingsView reading={LOADING} usage={LOADING} />,
  empty: () => <SettingsView reading={read(NOTHING_STATED)} usage={read(usageOf(0, 0))} />,
  filtered: { none: 'settings are read whole' },
  partial: () => (
    <SettingsView
      reading={read({ ...SETTINGS, taxId: '', phone: '' })}
      usage={read(usageOf(6_000, 2_754_000))}
    />
  ),
  stale: () => <SettingsView reading={readBefore(SETTINGS)} usage={readBefore(usageOf(0, 0))} />,
  error: () => <SettingsView reading={FAILED} usage={FAILED} />,
  offline: () => <SettingsView reading={OFFLINE} usage={OFFLINE} />,
  forbidden: () => <ForbiddenPage permission="org_settings.read" />,
  data: () => <SettingsView reading={read(SETTINGS)} usage={USAGE} />,
};
