import { auditRouter } from './features/audit/audit.router.ts';
import { customersRouter } from './features/customers/customers.router.ts';
import { factorRouter } from './features/factor/factor.router.ts';
import { homeRouter } from './features/home/home.router.ts';
import { importsRouter } from './features/imports/imports.router.ts';
import { locationsRouter } from './features/locations/locations.router.ts';
import { menuRouter } from './features/menu/menu.router.ts';
import { ordersRouter } from './features/orders/orders.router.ts';
import { policyRouter } from './features/policy/policy.router.ts';
import { profileRouter } from './features/profile/profile.router.ts';
import { receiptsRouter } from './features/receipts/receipts.router.ts';
import { sessionRouter } from './features/session/session.router.ts';
import { settingsRouter } from './features/settings/settings.router.ts';
import { staffRouter } from './features/staff/staff.router.ts';
import { router } from './trpc.ts';

/** Every procedure there is. */
export const appRouter = router({
  session: sessionRouter,
  profile: profileRouter,
  factor: factorRouter,
  home: homeRouter,
  orders: ordersRouter,
  receipts: receiptsRouter,
  customers: customersRouter,
  menu: menuRouter,
  imports: importsRouter,
  staff: staffRouter,
  settings: settingsRouter,
  policy: policyRouter,
  locations: locationsRouter,
  audit: auditRouter,
});

export type AppRouter = typeof appRouter;
