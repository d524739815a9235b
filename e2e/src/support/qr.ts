import type { Locator } from '@playwright/test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/** What a telephone reads from a picture; null where it finds no code. */
export async function readQr(picture: Locator): Promise<string | null> {
  const { data, width, height } = PNG.sync.read(await picture.screenshot());
  return jsQR.default(new Uint8ClampedArray(data), width, height)?.data ?? null;
}
