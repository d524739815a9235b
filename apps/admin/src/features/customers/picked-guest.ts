/** A guest found by exact look-up, as an order carries one. */
export type PickedGuest = {
  readonly id: string;
  readonly firstName: string | null;
  readonly phoneEnding: string | null;
};

let handed: PickedGuest | null = null;

/** Leaves a guest for the order that is opened next. In memory only: nothing personal stands in an address or in the browser's storage. */
export function handGuest({ id, firstName, phoneEnding }: PickedGuest): void {
  handed = { id, firstName, phoneEnding };
}

/** Takes the guest that was left, once. */
export function takeHandedGuest(): PickedGuest | null {
  const guest = handed;
  handed = null;
  return guest;
}
