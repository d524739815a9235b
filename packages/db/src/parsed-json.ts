/** `json` of a driver that parses it and of one that does not. */
export const parsedJson = (value: unknown): unknown =>
  typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
