import { auditRouter } from './features/audit/audit.router.ts';
import { customersRouter } from './features/customers/customers.router.ts';
import { homeRouter } from './features/home/home.router.ts';
import { importsRouter } from './features/imports/imports.router.ts';
import { menuRouter } from './features/menu/menu.router.ts';
import { ordersRouter } from './features/orders/orders.router.ts';
import { sessionRouter } from './features/session/session.router.ts';
import { staffRouter } from './features/staff/staff.router.ts';
import { router } from './trpc.ts';

/** Every procedure there is. */
export const appRouter = router({
  session: sessionRouter,
  home: homeRouter,
  orders: ordersRouter,
  customers: customersRouter,
  menu: menuRouter,
  imports: importsRouter,
  staff: staffRouter,
  audit: auditRouter,
});

export type AppRouter = typeof appRouter;
