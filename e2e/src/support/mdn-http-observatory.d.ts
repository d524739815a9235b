declare module '@mdn/mdn-http-observatory' {
  /** Grades what a host answers; see its package. */
  export function scan(host: string): Promise<unknown>;
}
