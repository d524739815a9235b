import { paperPath } from '@toster/contracts/receipt-code';
import jsQR from 'jsqr';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Qr } from '#ui/qr.tsx';

const MODULE_PX = 4;

/** Draws the code's own rectangles, as a browser would. */
function pixelsOf(svg: string): { data: Uint8ClampedArray; size: number } {
  const modules = Number(/viewBox="0 0 (\d+) \1"/u.exec(svg)?.[1]);
  const size = modules * MODULE_PX;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu))
    for (let row = Number(y) * MODULE_PX; row < (Number(y) + 1) * MODULE_PX; row += 1)
      for (let at = Number(x) * MODULE_PX; at < (Number(x) + Number(width)) * MODULE_PX; at += 1)
        data.fill(0, (row * size + at) * 4, (row * size + at) * 4 + 3);
  return { data, size };
}

describe('a QR code', () => {
  it.each([
    `https://console.example.com${paperPath('varenyk-kyiv', '7K3MPXQ4RT')}`,
    `http://localhost:3000${paperPath('diner-austin', 'ZZZZZZZZZZ')}`,
    `https://${'x'.repeat(60)}.example${paperPath('y'.repeat(100), '23456789AB')}`,
  ])('says %s to whoever reads it', (text) => {
    const { data, size } = pixelsOf(
      renderToStaticMarkup(createElement(Qr, { text, label: 'code' })),
    );
    expect(jsQR(data, size, size)?.data).toBe(text);
  });
});
