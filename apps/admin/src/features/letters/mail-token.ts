/** What the letter's link carries, behind the sign that keeps it from servers and logs. */
export const mailToken = (): string => location.hash.slice(1);

/** Takes it out of the address and the history once it is used. */
export function forgetMailToken(): void {
  history.replaceState(history.state, '', location.pathname);
}
