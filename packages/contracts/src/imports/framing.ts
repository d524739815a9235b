/** What may divide the columns of a table. */
export const DELIMITERS = ['\t', ';', ',', '|'] as const;

/** How the bytes of a table are text: UTF-8, or what spreadsheets of Central and Eastern Europe save without being asked. */
export const ENCODINGS = ['utf-8', 'windows-1250', 'windows-1251', 'windows-1252'] as const;
