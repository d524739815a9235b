import { card } from '../card.ts';
import type { DemoCategory, DemoSpecials } from '../types.ts';

export const MENU: readonly DemoCategory[] = [
  {
    name: 'Snídaně',
    taxClass: 'meal',
    appetite: { breakfast: 0.9 },
    away: 0.5,
    dishes: card(`
      Míchaná vejce se šunkou | Tři vejce, pažitka, kváskový chléb | 149 | eggs gluten milk | bez pažitky; bezlepkový chléb
      Ovesná kaše | Jablko, skořice, vlašské ořechy | 125 | gluten milk nuts | bez ořechů
      Chléb ve vajíčku | Hořčice, kyselá okurka | 115 | eggs gluten mustard
      Koláč s tvarohem | Podle našeho pekaře | 59 | gluten eggs milk
    `),
  },
  {
    name: 'Polední menu',
    taxClass: 'meal',
    appetite: { lunch: 0.6 },
    away: 1,
    weekdaysOnly: true,
    dishes: card(`
      Menu 1 s polévkou | Česká klasika dne | 189 | gluten eggs milk celery | bez polévky; rýže místo knedlíku
      Menu 2 s polévkou | Kuře nebo ryba dne | 195 | gluten eggs milk celery fish | bez polévky; bramborová kaše
      Menu bez masa s polévkou | Bezmasé jídlo dne | 179 | gluten eggs milk celery | bez polévky
    `),
  },
  {
    name: 'Polévky',
    taxClass: 'meal',
    appetite: { lunch: 0.2, bar: 0.1, dinner: 0.35 },
    away: 0.5,
    dishes: card(`
      Kulajda | Houby, kopr, zastřené vejce | 99 | milk eggs gluten | chléb navíc
      Hovězí vývar | Játrové knedlíčky, nudle | 89 | gluten eggs celery | bez pažitky
      Česnečka | Šunka, sýr, krutony | 92 | gluten milk celery | bez sýra; hodně česneku
      Dršťková | Majoránka, chléb | 99 | gluten celery
    `),
  },
  {
    name: 'Hlavní jídla',
    taxClass: 'meal',
    appetite: { lunch: 0.4, bar: 0.2, dinner: 0.75 },
    away: 1.1,
    dishes: card(`
      Svíčková na smetaně | Houskové knedlíky, brusinky | 269 | gluten eggs milk celery mustard | knedlíky navíc; bez šlehačky
      Smažený sýr | Hranolky, tatarská omáčka | 225 | gluten eggs milk mustard | brambory místo hranolek; tatarka navíc
      Kuřecí řízek | Bramborový salát | 239 | gluten eggs milk mustard celery | hranolky místo salátu
      Hovězí guláš | Karlovarský knedlík, cibule | 245 | gluten eggs milk | bez cibule; chléb místo knedlíku
      Vepřo knedlo zelo | Vepřová plec, knedlík, zelí | 249 | gluten eggs milk | jen bílé zelí
      Pečená kachna | Čtvrtka, červené zelí, bramborové lokše | 319 | gluten eggs | knedlík místo lokší
      Bramborové noky se špenátem | Kozí sýr, vlašské ořechy | 219 | gluten eggs milk nuts
      Burger U Kaštanu | Hovězí, čedar, slanina, hranolky | 269 | gluten eggs milk mustard sesame | bez cibule; středně propečený; bez slaniny
      Candát na másle | Šťouchané brambory | 359 | fish milk
    `),
  },
  {
    name: 'K pivu',
    taxClass: 'meal',
    appetite: { lunch: 0.05, bar: 0.6, dinner: 0.3 },
    away: 0.2,
    dishes: card(`
      Nakládaný hermelín | Feferonka, chléb | 129 | gluten milk | chléb navíc
      Utopenec | Nakládaný buřt, cibule, chléb | 105 | gluten mustard
      Bramborák | Česnek, majoránka | 109 | gluten eggs
      Tatarský biftek | 150 g, topinky, česnek | 285 | eggs mustard gluten | nemíchaný; topinky navíc
      Škvarková pomazánka | Domácí chléb | 99 | gluten mustard
      Grilovaná klobása | Křen, hořčice, chléb | 149 | gluten mustard
    `),
  },
  {
    name: 'Saláty',
    taxClass: 'meal',
    appetite: { lunch: 0.12, dinner: 0.15 },
    away: 1,
    dishes: card(`
      Caesar s kuřetem | Parmazán, ančovičky, krutony | 225 | gluten eggs fish milk mustard | bez ančoviček; dresink zvlášť
      Šopský salát | Balkánský sýr | 159 | milk
      Salát s kozím sýrem | Červená řepa, vlašské ořechy | 199 | milk nuts mustard
    `),
  },
  {
    name: 'Dezerty',
    taxClass: 'meal',
    appetite: { breakfast: 0.1, lunch: 0.08, bar: 0.25, dinner: 0.18 },
    away: 0.4,
    dishes: card(`
      Jablečný závin | Šlehačka | 109 | gluten eggs milk nuts
      Medovník | Medové pláty, karamelový krém | 105 | gluten eggs milk nuts
      Palačinky s tvarohem | Lesní ovoce | 139 | gluten eggs milk
      Větrník | Karamel, šlehačka | 99 | gluten eggs milk
    `),
  },
  {
    name: 'Nealko a káva',
    taxClass: 'standard',
    appetite: { breakfast: 1, lunch: 0.45, bar: 0.3, dinner: 0.35 },
    away: 0.2,
    dishes: card(`
      Espresso |  | 65 | | dvojité; s mlékem
      Domácí limonáda | 0,4 l, zázvor nebo bezinka | 89 | | bez ledu; málo sladká
      Cappuccino |  | 79 | milk | ovesné mléko; bez skořice
      Kofola čepovaná | 0,4 l | 62 | | bez ledu
      Čaj z čerstvé máty | Med | 75 | | bez medu
      Minerální voda | 0,33 l, perlivá nebo neperlivá | 55 | | s citronem
    `),
  },
  {
    name: 'Pivo a víno',
    taxClass: 'standard',
    appetite: { lunch: 0.35, bar: 1.5, dinner: 1.2 },
    away: 0.1,
    dishes: card(`
      Světlý ležák 12° | 0,5 l, z tanku | 72 | gluten | hladinka; šnyt; mlíko
      Světlé výčepní 10° | 0,5 l | 59 | gluten | hladinka; do džbánu
      Tmavý ležák | 0,5 l | 75 | gluten
      Nealkoholické pivo | 0,5 l | 59 | gluten
      Ryzlink vlašský | 0,2 l, Morava | 98 | sulphites
      Frankovka | 0,2 l, Morava | 98 | sulphites
    `),
  },
  {
    name: 'Destiláty',
    taxClass: 'standard',
    appetite: { bar: 0.15, dinner: 0.12 },
    away: 0,
    dishes: card(`
      Slivovice | 4 cl, z Vizovic | 95
      Bylinný likér | 4 cl | 85
    `),
  },
];

export const SPECIALS: DemoSpecials = {
  name: 'Sezónní nabídka',
  taxClass: 'meal',
  appetite: { lunch: 0.1, bar: 0.05, dinner: 0.2 },
  away: 0.8,
  dishes: {
    winter: card(`
      Zabijačkový guláš | Chléb, cibule | 229 | gluten celery
      Smažený kapr | Bramborový salát | 289 | fish gluten eggs milk mustard celery | brambory místo hranolek; tatarka navíc
      Houbový kuba | Kroupy, česnek, majoránka | 189 | gluten celery
    `),
    spring: card(`
      Jehněčí pečeně | Špenát, bramborový knedlík | 329 | gluten eggs milk
      Chřest s holandskou omáčkou | Nové brambory | 259 | eggs milk
      Velikonoční nádivka | Kopřivy, uzené maso | 169 | gluten eggs milk
    `),
    summer: card(`
      Rajská polévka studená | Bazalka, krutony | 95 | gluten celery
      Borůvkové knedlíky | Tvaroh, máslo, cukr | 199 | gluten eggs milk
      Grilovaný pstruh | Bylinkové máslo, salát | 289 | fish milk
    `),
    autumn: card(`
      Svatomartinská husa | Čtvrtka, dvojí zelí, dvojí knedlík | 459 | gluten eggs milk
      Dýňová polévka | Zázvor, pražená semínka | 99 | milk celery
      Smažené bedly | Bramborová kaše, tatarská omáčka | 229 | gluten eggs milk mustard
    `),
  },
};
