import { type DayWords, tillRoll } from './types.ts';

export const ES: DayWords = {
  soldOut: 'Pulpo a la gallega',
  priced: { dish: 'Croquetas de jamón', wrongMinor: 5_010, rightMinor: 1_050 },
  edited: {
    dish: 'Salmorejo cordobés',
    description: 'Receta de Córdoba, huevo duro y jamón ibérico',
  },
  created: {
    category: 'Tapas calientes',
    name: 'Mejillones al vapor',
    description: 'Limón y laurel',
    priceMinor: 1_190,
    allergens: ['molluscs'],
  },
  typo: 'borsch-pierogis-2026',
  oldTill: {
    source: 'caja-antigua',
    file: 'noche-sin-internet.csv',
    delimiter: ';',
    header: ['Ticket', 'Hora', 'Cantidad', 'Plato', 'Nota', 'Importe'],
    lines: tillRoll(`
      T-8801 | 21:48 | 2 | Patatas bravas | sin picante | 14,40
      T-8801 | 21:48 | 4 | Caña | | 11,60
      T-8802 | 21:55 | 1 | Gambas al ajillo | pan extra | 14,90
      T-8802 | 21:55 | 2 | Verdejo | | 7,80
      T-8803 | 22:04 | dos | Tortilla de patatas | | 17,80
      T-8804 | 22:12 | 1 | Jamón ibérico de bellota | | 21,90
      T-8804 | 22:12 | 2 | Ribera del Duero | | 9,20
      T-8805 | 22:31 | 3 | Croquetas de jamón | para compartir | 29,70
      T-8805 | 22:31 | 1 | Tarta de queso | | 6,90
    `),
  },
};
