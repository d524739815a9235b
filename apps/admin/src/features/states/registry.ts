import type { PageStates, StatedPage } from '#features/states/states.ts';

/**
 * The states of every page, fetched when they are to be shown. A page without an entry does not compile, nor does an
 * entry without a state.
 */
export const REGISTRY: Readonly<Record<StatedPage, () => Promise<PageStates>>> = {
  home: async () => (await import('#features/home/states.tsx')).homeStates,
  orders: async () => (await import('#features/orders/states.tsx')).ordersStates,
  customers: async () => (await import('#features/customers/states.tsx')).customersStates,
  menu: async () => (await import('#features/menu/states.tsx')).menuStates,
  staff: async () => (await import('#features/staff/states.tsx')).staffStates,
  person: async () => (await import('#features/staff/states.tsx')).personStates,
  imports: async () => (await import('#features/imports/states.tsx')).importsStates,
  import: async () => (await import('#features/imports/states.tsx')).importStates,
  audit: async () => (await import('#features/audit/states.tsx')).auditStates,
  locations: async () => (await import('#features/locations/states.tsx')).locationsStates,
  settings: async () => (await import('#features/settings/states.tsx')).settingsStates,
  history: async () => (await import('#features/history/states.tsx')).historyStates,
  receipt: async () => (await import('#features/receipts/states.tsx')).receiptStates,
  profile: async () => (await import('#features/profile/states.tsx')).profileStates,
};
