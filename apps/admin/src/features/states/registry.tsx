import { auditStates } from '#features/audit/states.tsx';
import { customersStates } from '#features/customers/states.tsx';
import { homeStates } from '#features/home/states.tsx';
import { historyStates } from '#features/history/states.tsx';
import { menuStates } from '#features/menu/states.tsx';
import { ordersStates } from '#features/orders/states.tsx';
import { sessionsStates } from '#features/sessions/states.tsx';
import { personStates, staffStates } from '#features/staff/states.tsx';
import type { PageStates, StatedPage } from '#features/states/states.ts';

/** The states of every page. A page without an entry, or an entry without a state, does not compile. */
export const REGISTRY: Readonly<Record<StatedPage, PageStates>> = {
  home: homeStates,
  orders: ordersStates,
  customers: customersStates,
  menu: menuStates,
  staff: staffStates,
  person: personStates,
  audit: auditStates,
  history: historyStates,
  sessions: sessionsStates,
};
