import type { Permission } from '../rbac/permissions.ts';
import { IMPORT_PERMISSION } from './kinds.ts';
import type { ImportReading } from './reading.ts';

/**
 * Every permission an import read in that way needs at its location. What a menu sets beyond its dishes has permissions
 * of its own: prices, and whether a dish is on sale.
 */
export function neededFor(reading: ImportReading): readonly Permission[] {
  const needed: Permission[] = [IMPORT_PERMISSION[reading.kind]];
  if (setsPrices(reading)) needed.push('menu.price_edit');
  if (reading.kind === 'menu' && reading.columns.available !== undefined)
    needed.push('menu.availability_86');
  return needed;
}

/** Whether the import sets prices of dishes, which its person confirms with a fresh proof of identity. */
export function setsPrices(reading: ImportReading): boolean {
  return reading.kind === 'menu' && reading.columns.price !== undefined;
}
