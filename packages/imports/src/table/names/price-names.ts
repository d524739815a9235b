/** Whether the price column is the total of a line or the price of one piece. */
export type PriceMeaning = 'line' | 'unit';

/** Prices of one piece, in every language but English. */
export const PRICES = ['ціна', 'cena', 'preis', 'precio'];
const TOTALS = ['сума', 'suma', 'wartość', 'celkem', 'summe', 'betrag', 'importe', 'total'];
/** What the price of an order line is called, by what is meant. */
export const ITEM_PRICES: Readonly<Record<PriceMeaning, readonly string[]>> = {
  line: [
    'line_total',
    'item_total',
    'item_price',
    'total',
    'price',
    'amount',
    ...TOTALS,
    ...PRICES,
  ],
  unit: ['unit_price', 'price_each', 'item_price', 'price', ...PRICES],
};
