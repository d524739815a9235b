import { type DayWords, tillRoll } from './types.ts';

export const US: DayWords = {
  soldOut: 'Brisket Sandwich',
  priced: { dish: 'Bluebonnet Burger', wrongMinor: 6_150, rightMinor: 1_650 },
  edited: {
    dish: 'Migas',
    description: 'Tortilla chips, roasted peppers, cheddar, refried beans, house salsa',
  },
  created: {
    category: 'Blue Plates',
    name: 'King Ranch Casserole',
    description: 'Chicken, corn tortillas, green chiles, side salad',
    priceMinor: 1_695,
    allergens: ['milk', 'celery'],
  },
  typo: 'borsht-pierogi-2026',
  oldTill: {
    source: 'old-register',
    file: 'night-the-internet-was-out.csv',
    delimiter: ',',
    header: ['Check No', 'Time', 'Qty', 'Item', 'Modifiers', 'Line Total'],
    lines: tillRoll(`
      4402 | 18:05 | 2 | Bluebonnet Burger | no pickles | $31.90
      4402 | 18:05 | 2 | Iced Tea | unsweet | $7.50
      4403 | 18:12 | 1 | Chicken Fried Steak | gravy on the side | $18.95
      4403 | 18:12 | 1 | Texas Lager | | $6.50
      4404 | 18:20 | 1 | Cobb Salad | | comp
      4405 | 18:31 | 3 | Fried Catfish | | $53.85
      4405 | 18:31 | 1 | Onion Rings | ranch | $6.95
      4406 | 18:47 | 2 | Pecan Pie | à la mode | $15.00
      4406 | 18:47 | 2 | Coffee | decaf | $7.90
    `),
  },
};
