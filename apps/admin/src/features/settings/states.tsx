import type { Policy } from '@toster/contracts/schemas/policy';
import type { Settings, Usage } from '@toster/contracts/schemas/settings';
import { PolicySection } from '#features/settings/policy-section.tsx';
import { SettingsView } from '#features/settings/settings-view.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import type { Reading } from '#features/shell/reading.ts';
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

const NO_RULES: Policy = { secondFactor: [], version: 0 };
const RULES: Policy = {
  secondFactor: [
    { duty: 'owner', from: '2026-09-01T09:00:00.000Z' },
    { duty: 'privacy_officer', from: '2036-12-01T09:00:00.000Z' },
  ],
  version: 2,
};
const policyOf = (reading: Reading<Policy>) => (
  <PolicySection reading={reading} onChange={() => undefined} />
);

/** Settings in every state. */
export const settingsStates: PageStates = {
  loading: () => <SettingsView reading={LOADING} policy={policyOf(LOADING)} usage={LOADING} />,
  empty: () => (
    <SettingsView
      reading={read(NOTHING_STATED)}
      policy={policyOf(read(NO_RULES))}
      usage={read(usageOf(0, 0))}
    />
  ),
  filtered: { none: 'settings are read whole' },
  partial: () => (
    <SettingsView
      reading={read({ ...SETTINGS, taxId: '', phone: '' })}
      policy={policyOf(read(NO_RULES))}
      usage={read(usageOf(6_000, 2_754_000))}
    />
  ),
  stale: () => (
    <SettingsView
      reading={readBefore(SETTINGS)}
      policy={policyOf(readBefore(RULES))}
      usage={readBefore(usageOf(0, 0))}
    />
  ),
  error: () => <SettingsView reading={FAILED} policy={policyOf(FAILED)} usage={FAILED} />,
  offline: () => <SettingsView reading={OFFLINE} policy={policyOf(OFFLINE)} usage={OFFLINE} />,
  forbidden: () => <ForbiddenPage permission="org_settings.read" />,
  data: () => (
    <SettingsView reading={read(SETTINGS)} policy={policyOf(read(RULES))} usage={USAGE} />
  ),
};
