import { setTimeout as sleep } from 'node:timers/promises';
import { askGuestCode } from '@toster/auth/guests/ask-code';
import { enterGuestCode } from '@toster/auth/guests/enter-code';
import type { z } from 'zod';
import {
  type ZAskGuestCodeOutput,
  ZAskGuestCodeInput,
  ZEnterGuestCodeInput,
} from '@toster/contracts/schemas/guest';
import { answer, inputOf, json } from './answer.ts';
import { originOf } from './context.ts';
import { started } from './handlers.ts';
import type { Server } from './server.ts';

/** Longer than a letter takes to be asked for: an address that is known is answered as late as one that is not. */
const LEVEL_MS = 250;

/** Has six digits sent to a guest. The answer is the same for every address, after the same time. */
export function answerAskGuestCode(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const level = sleep(LEVEL_MS);
    const input = await inputOf(request, ZAskGuestCodeInput);
    const challenge = await askGuestCode(server.auth, input, originOf(ctx));
    await level;
    const body: z.infer<typeof ZAskGuestCodeOutput> = { challenge };
    return json(body, 200);
  });
}

/** Takes the digits and sets the cookies of the guest's session. */
export function answerEnterGuestCode(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const input = await inputOf(request, ZEnterGuestCodeInput);
    const tokens = await enterGuestCode(server.auth, input, originOf(ctx));
    return started(server, tokens, 'customer');
  });
}
