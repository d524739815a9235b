import type { Measured } from './rounds.ts';

const figure = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString('en-US').replaceAll(',', ' ')
    : value.toFixed(value >= 10 ? 1 : 2);

/** A Markdown table of measurements; the first row is the floor that the ratios refer to. */
export function table(title: string, unit: string, rows: readonly Measured[]): string {
  const floor = rows[0]?.median ?? 1;
  return [
    `### ${title}`,
    '',
    `| | ${unit} | spread | ratio |`,
    '|---|--:|--:|--:|',
    ...rows.map(
      ({ name, median, spread }) =>
        `| ${name} | ${figure(median)} | ±${figure(spread / 2)} | ${(median / floor).toFixed(2)} |`,
    ),
    '',
  ].join('\n');
}
