import type { Role } from './roles.ts';

/**
 * How far a role reaches: `O` the whole organisation, `L` its locations, `A` work assigned to it,
 * `S` itself, `K` the scope written on the key.
 */
export type Scope = 'O' | 'L' | 'A' | 'S' | 'K';

/** One square of the access matrix; null is "never". `masked` shows picked fields only. */
export type Cell = { readonly scope: Scope; readonly masked: boolean } | null;

const open = (scope: Scope): Cell => Object.freeze({ scope, masked: false });
const masked = (scope: Scope): Cell => Object.freeze({ scope, masked: true });

export const O = open('O');
export const L = open('L');
export const A = open('A');
export const S = open('S');
export const K = open('K');
export const Om = masked('O');
export const Lm = masked('L');
export const Am = masked('A');
export const Km = masked('K');
export const _: Cell = null;

/**
 * One row of the matrix in column order. A new role does not compile until it has a column here,
 * and then not until every row has a square for it.
 */
export function cells(
  owner: Cell,
  manager: Cell,
  operator: Cell,
  cook: Cell,
  packer: Cell,
  courier: Cell,
  cashier: Cell,
  marketing: Cell,
  accountant: Cell,
  hr: Cell,
  api: Cell,
): Readonly<Record<Role, Cell>> {
  return Object.freeze({
    owner,
    manager,
    operator,
    cook,
    packer,
    courier,
    cashier,
    marketing,
    accountant,
    hr,
    api,
  });
}

/** A cell in the notation of the published matrix, e.g. `Om` or `-`. */
export function cellText(cell: Cell): string {
  return cell === null ? '-' : cell.masked ? `${cell.scope}m` : cell.scope;
}
