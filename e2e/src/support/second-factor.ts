import { expect, type Page } from '@playwright/test';
import { TOTP, URI } from 'otpauth';
import { readQr } from './qr.ts';

const STEP_MS = 30_000;

/** What an app that is not ours shows, so many steps from now. */
export type App = (steps?: number) => string;

/** What such an app makes of the picture it is shown. */
export async function scan(page: Page, person: string): Promise<App> {
  const picture = page.getByRole('img', { name: /QR code/ });
  const app = URI.parse((await readQr(picture)) ?? '');
  if (!(app instanceof TOTP)) throw new Error('not codes by time');
  expect(app).toMatchObject({ issuer: 'Toster', label: person, digits: 6, period: 30 });
  return (steps = 0) => app.generate({ timestamp: Date.now() + steps * STEP_MS });
}
