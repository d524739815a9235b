import audit from './audit.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import customers from './customers.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import forbidden from './forbidden.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import history from './history.json' with { type: 'json' };
import imports from './imports.json' with { type: 'json' };
import keys from './keys.json' with { type: 'json' };
import letter from './letter.json' with { type: 'json' };
import locations from './locations.json' with { type: 'json' };
import menu from './menu.json' with { type: 'json' };
import meta from './meta.json' with { type: 'json' };
import nav from './nav.json' with { type: 'json' };
import newOrder from './new-order.json' with { type: 'json' };
import notFound from './not-found.json' with { type: 'json' };
import orders from './orders.json' with { type: 'json' };
import palette from './palette.json' with { type: 'json' };
import permissions from './permissions.json' with { type: 'json' };
import profile from './profile.json' with { type: 'json' };
import range from './range.json' with { type: 'json' };
import receipts from './receipts.json' with { type: 'json' };
import renew from './renew.json' with { type: 'json' };
import security from './security.json' with { type: 'json' };
import sessions from './sessions.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import signIn from './sign-in.json' with { type: 'json' };
import staff from './staff.json' with { type: 'json' };
import stepUp from './step-up.json' with { type: 'json' };

/** Every text of the console, a file for each part of it. The other languages have the same files. */
export const messages = {
  meta,
  common,
  nav,
  shell,
  home,
  keys,
  palette,
  signIn,
  letter,
  renew,
  security,
  stepUp,
  errors,
  forbidden,
  notFound,
  range,
  orders,
  newOrder,
  receipts,
  menu,
  customers,
  imports,
  audit,
  history,
  profile,
  sessions,
  staff,
  locations,
  settings,
  permissions,
};
