import { card } from '../card.ts';
import type { DemoCategory, DemoSpecials } from '../types.ts';

export const MENU: readonly DemoCategory[] = [
  {
    name: 'Desayunos',
    taxClass: 'meal',
    appetite: { breakfast: 0.85 },
    away: 0.6,
    dishes: card(`
      Tostada con tomate | Pan de hogaza, aceite de oliva virgen extra | 2.80 | gluten | pan integral; muy tostada
      Pincho de tortilla | Con pan | 3.60 | eggs gluten | sin cebolla
      Tostada con jamón ibérico | Tomate y aceite | 4.90 | gluten | sin tomate
      Porras con chocolate | Tres porras | 4.80 | gluten milk
    `),
  },
  {
    name: 'Menú del día',
    taxClass: 'meal',
    appetite: { lunch: 0.65 },
    away: 0.6,
    weekdaysOnly: true,
    dishes: card(`
      Menú del día | Primero, segundo, pan, bebida y postre o café | 15.90 | gluten eggs milk fish celery sulphites | café en vez de postre; sin pan
      Medio menú | Un plato, pan, bebida y postre o café | 11.90 | gluten eggs milk fish celery sulphites | agua en vez de vino
    `),
  },
  {
    name: 'Tapas frías',
    taxClass: 'meal',
    appetite: { lunch: 0.3, bar: 0.4, dinner: 0.6 },
    away: 0.5,
    dishes: card(`
      Ensaladilla rusa | Con ventresca de atún | 8.50 | eggs fish mustard | para compartir
      Salmorejo cordobés | Huevo y jamón | 7.90 | gluten eggs | sin jamón; sin huevo
      Boquerones en vinagre | Ajo y perejil | 8.90 | fish sulphites
      Queso manchego curado | Con membrillo | 13.50 | milk
      Jamón ibérico de bellota | 80 g, cortado a cuchillo | 21.90 | | pan con tomate aparte
      Anchoas del Cantábrico | Con pan de cristal | 15.50 | fish gluten
      Tomate rosa con ventresca | Cebolleta y aceite | 12.90 | fish | sin cebolleta
    `),
  },
  {
    name: 'Tapas calientes',
    taxClass: 'meal',
    appetite: { lunch: 0.45, bar: 0.6, dinner: 1.1 },
    away: 1.2,
    dishes: card(`
      Patatas bravas | Salsa brava y alioli | 7.20 | eggs | sin picante; salsa aparte; solo alioli
      Croquetas de jamón | 6 unidades | 9.90 | gluten milk eggs | cuatro unidades; para compartir
      Tortilla de patatas | Poco hecha, con cebolla | 8.90 | eggs | bien cuajada; sin cebolla
      Gambas al ajillo | Guindilla y aceite de oliva | 14.90 | crustaceans | sin guindilla; pan extra
      Calamares a la romana | Con limón | 13.90 | molluscs gluten eggs | limón aparte
      Pimientos de Padrón | Sal gorda | 8.50
      Albóndigas en salsa | De ternera | 10.90 | gluten eggs celery sulphites
      Pulpo a la gallega | Cachelos y pimentón | 19.90 | molluscs | sin pimentón
      Chorizo a la sidra | Sidra natural asturiana | 9.20 | sulphites
      Huevos rotos con jamón | Patatas fritas | 12.90 | eggs | yema líquida
    `),
  },
  {
    name: 'Raciones',
    taxClass: 'meal',
    appetite: { lunch: 0.2, dinner: 0.3 },
    away: 0.7,
    dishes: card(`
      Callos a la madrileña | Morro, chorizo y morcilla | 15.90 | celery sulphites
      Secreto ibérico | Con patatas panadera | 18.90 | | poco hecho; muy hecho
      Bacalao a la vizcaína | Pimiento choricero | 19.90 | fish sulphites
      Oreja a la plancha | Salsa brava | 10.90
      Arroz negro | Sepia y alioli, mínimo dos personas | 18.50 | molluscs crustaceans fish eggs
    `),
  },
  {
    name: 'Bocadillos',
    taxClass: 'meal',
    appetite: { breakfast: 0.1, lunch: 0.1, bar: 0.1, dinner: 0.08 },
    away: 3,
    dishes: card(`
      Bocadillo de calamares | El clásico de Madrid | 7.90 | gluten molluscs eggs | con alioli
      Pepito de ternera | Pimientos verdes | 9.90 | gluten | poco hecho; muy hecho; sin pimientos
      Bocadillo de tortilla | Con pimientos | 6.90 | gluten eggs
    `),
  },
  {
    name: 'Postres',
    taxClass: 'meal',
    appetite: { lunch: 0.15, bar: 0.1, dinner: 0.25 },
    away: 0.4,
    dishes: card(`
      Tarta de queso | Al horno, cremosa | 6.90 | milk eggs gluten
      Torrija con helado | Pan brioche, canela | 7.20 | gluten milk eggs
      Crema catalana | Azúcar quemado | 5.90 | milk eggs
      Tarta de Santiago | Almendra | 6.20 | eggs nuts
    `),
  },
  {
    name: 'Cafés y refrescos',
    taxClass: 'meal',
    appetite: { breakfast: 1.1, lunch: 0.5, bar: 0.2, dinner: 0.25 },
    away: 0.4,
    dishes: card(`
      Café con leche | Taza | 2.10 | milk | descafeinado; leche de avena; muy caliente; en vaso
      Café solo | Taza | 1.80 | | con hielo; descafeinado; sacarina
      Agua mineral | 50 cl | 2.40 | | del tiempo; con gas
      Refresco de limón | 33 cl | 2.90 | | sin hielo
      Zumo de naranja natural | 25 cl | 3.80 | | sin pulpa
      Cortado | Vaso | 1.90 | milk | descafeinado; leche templada
    `),
  },
  {
    name: 'Cañas y vinos',
    taxClass: 'meal',
    appetite: { lunch: 0.5, bar: 1.5, dinner: 1.3 },
    away: 0.1,
    dishes: card(`
      Caña | 20 cl | 2.90 | gluten
      Tinto de verano | Con limón | 4.20 | sulphites | con casera
      Vermut de grifo | Aceituna y naranja | 4.20 | sulphites | sin hielo; con sifón
      Ribera del Duero | Copa | 4.60 | sulphites
      Doble | 40 cl | 4.50 | gluten
      Verdejo | Copa, Rueda | 3.90 | sulphites
      Rioja crianza | Copa | 4.40 | sulphites
      Cerveza sin alcohol | 33 cl | 3.20 | gluten
    `),
  },
];

export const SPECIALS: DemoSpecials = {
  name: 'De temporada',
  taxClass: 'meal',
  appetite: { lunch: 0.15, bar: 0.1, dinner: 0.25 },
  away: 0.8,
  dishes: {
    winter: card(`
      Cocido madrileño | Solo a mediodía, en tres vuelcos | 19.90 | celery gluten eggs
      Lombarda con manzana | Piñones y pasas | 9.50 | nuts sulphites
      Alcachofas con jamón | Salteadas | 13.50 | sulphites
    `),
    spring: card(`
      Habitas con jamón | Huevo frito | 13.90 | eggs
      Espárragos blancos de Navarra | Mayonesa casera | 14.50 | eggs mustard
      Rabas de calamar | Alioli | 13.90 | molluscs gluten eggs
    `),
    summer: card(`
      Gazpacho | Con su guarnición | 6.90 | gluten
      Sardinas a la plancha | Sal gorda y limón | 10.90 | fish
      Ensalada de sandía y feta | Menta | 10.50 | milk
    `),
    autumn: card(`
      Setas de temporada | Salteadas con yema | 14.90 | eggs
      Crema de calabaza | Pipas tostadas | 7.50 | milk celery
      Carrilleras al vino tinto | Puré de patata | 17.90 | milk celery sulphites
    `),
  },
};
