import { createContext } from '@toster/api/context';
import {
  assertEnvironment,
  guestComesBack,
  handleHealth,
  handleAskGuestCode,
  handleEnterGuestCode,
  handleGuestRefresh,
  handleGuestSignOut,
  handleGuestTrpc,
  handleAskFactorReset,
  handleAskReset,
  handleFactorReset,
  handleProveAddress,
  handleRefresh,
  handleReport,
  handleReset,
  handleSignIn,
  handleSecondFactor,
  handleSignOut,
  handleTrpc,
  handleVisit,
  isPlain,
} from '@toster/api/http';
import { nameRestaurant } from '@toster/api/guests/name-restaurant';
import { readPaper } from '@toster/api/features/receipts/read-paper';
import { recordOfRow } from '@toster/api/features/audit/record-of-row';
import { appRouter } from '@toster/api/root';
import { closeProcessServer } from '@toster/api/server';
import { refreshForProxy } from '@toster/api/session';
import { env } from '#env.ts';

const bundled = {
  appRouter,
  createContext,
  handleTrpc,
  handleGuestTrpc,
  handleAskGuestCode,
  handleEnterGuestCode,
  handleGuestRefresh,
  handleGuestSignOut,
  nameRestaurant,
  guestComesBack,
  handleSignIn,
  handleSecondFactor,
  handleAskFactorReset,
  handleAskReset,
  handleFactorReset,
  handleProveAddress,
  handleRefresh,
  handleReport,
  handleReset,
  handleSignOut,
  handleHealth,
  refreshForProxy,
  recordOfRow,
  readPaper,
  handleVisit,
  isPlain,
  closeProcessServer,
  assertEnvironment,
};
export type Api = typeof bundled;

/*
 * Next bundles proxy, routes and pages separately, each with a copy of the API of its own, whose
 * classes do not know each other's connections and errors. The first copy serves the whole process.
 * In development the newest one does, after the one before has closed its pools.
 */
const SLOT = Symbol.for('toster.console.api');
const slots = globalThis as { [SLOT]?: Api };
if (env.development && slots[SLOT]) void slots[SLOT].closeProcessServer();
if (env.development) slots[SLOT] = bundled;

/** The one API of this process. Ask for it at every call; never keep it. */
export function api(): Api {
  return (slots[SLOT] ??= bundled);
}
