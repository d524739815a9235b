'use client';
import type { ReactNode } from 'react';
import { lazyPart } from '#ui/lazy.tsx';

const parts = () => import('#ui/dialog-base.tsx');
const isOpen = ({ open }: { open: boolean }) => open;

/** A modal question in the middle of the screen; fetched when it first opens. */
export const Dialog = lazyPart(async () => (await parts()).Dialog, isOpen);

/** A sheet at the right edge, for one record beside its list; fetched when it first opens. */
export const Sheet = lazyPart(async () => (await parts()).Sheet, isOpen);

/** The row of buttons that ends a dialog; the first in reading order is the main one on small screens. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-row-reverse flex-wrap items-center gap-2">{children}</div>;
}
