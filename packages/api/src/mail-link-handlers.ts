import { setTimeout as sleep } from 'node:timers/promises';
import { proveAddress } from '@toster/auth/mail-links/prove-address';
import { askFactorReset, beginFactorReset } from '@toster/auth/mail-links/reset-factor';
import { askPasswordReset, resetPassword } from '@toster/auth/mail-links/reset-password';
import {
  type FactorResetBegun,
  ZAskFactorResetInput,
  ZAskResetInput,
  ZFollowLinkInput,
  ZResetPasswordInput,
} from '@toster/contracts/schemas/auth';
import { answer, inputOf, json } from './answer.ts';
import { originOf } from './context.ts';
import type { Server } from './server.ts';

/** Longer than a letter takes to be asked for: an address that is known is answered as late as one that is not. */
const LEVEL_MS = 250;

/** Has a letter sent to choose another password. The answer is the same for every address, after the same time. */
export function answerAskReset(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const level = sleep(LEVEL_MS);
    const { email } = await inputOf(request, ZAskResetInput);
    await askPasswordReset(server.auth, email, originOf(ctx));
    await level;
    return json({}, 200);
  });
}

/** Follows the link of such a letter. Nobody is signed in by it. */
export function answerReset(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const input = await inputOf(request, ZResetPasswordInput);
    await resetPassword(server.auth, 'staff', input, originOf(ctx));
    return json({}, 200);
  });
}

/** Has a letter sent to somebody whose password is right and who has no code. */
export function answerAskFactorReset(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const { challenge } = await inputOf(request, ZAskFactorResetInput);
    await askFactorReset(server.auth, 'staff', challenge, originOf(ctx));
    return json({}, 200);
  });
}

/** Follows the link of such a letter. */
export function answerFactorReset(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const { token } = await inputOf(request, ZFollowLinkInput);
    const due = await beginFactorReset(server.auth, token, originOf(ctx));
    const body: FactorResetBegun = { dueAt: new Date(due).toISOString() };
    return json(body, 200);
  });
}

/** Follows the link of a letter that proves an address. */
export function answerProveAddress(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const { token } = await inputOf(request, ZFollowLinkInput);
    await proveAddress(server.auth, token, originOf(ctx));
    return json({}, 200);
  });
}
