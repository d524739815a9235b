import { card } from '../card.ts';
import type { DemoCategory, DemoSpecials } from '../types.ts';

export const MENU: readonly DemoCategory[] = [
  {
    name: 'Śniadania',
    taxClass: 'meal',
    appetite: { breakfast: 0.9 },
    away: 0.6,
    dishes: card(`
      Jajecznica na maśle | Trzy jajka, szczypiorek, chleb na zakwasie | 24.00 | eggs milk gluten | bez szczypiorku; mocno ścięta
      Twarożek ze szczypiorkiem | Rzodkiewka, pomidor, pieczywo | 22.00 | milk gluten
      Naleśniki z serem i malinami | Twaróg, sos malinowy | 28.00 | gluten eggs milk | bez cukru
      Owsianka z jabłkiem | Cynamon, orzechy włoskie | 21.00 | gluten milk nuts | na mleku owsianym; bez orzechów
    `),
  },
  {
    name: 'Zestaw dnia',
    taxClass: 'meal',
    appetite: { lunch: 0.45 },
    away: 1.1,
    weekdaysOnly: true,
    dishes: card(`
      Zestaw dnia | Zupa, drugie danie, kompot | 36.90 | gluten eggs milk celery
      Zestaw pierogowy | Zupa, 6 pierogów do wyboru, kompot | 34.90 | gluten eggs milk celery
    `),
  },
  {
    name: 'Pierogi',
    taxClass: 'meal',
    appetite: { lunch: 0.5, bar: 0.3, dinner: 0.6 },
    away: 1.2,
    dishes: card(`
      Pierogi ruskie | 9 sztuk, twaróg, ziemniaki, cebulka | 34.00 | gluten eggs milk | z cebulką; bez cebulki; smażone; dodatkowa śmietana
      Pierogi z mięsem | 9 sztuk, wołowina i wieprzowina, skwarki | 38.00 | gluten eggs celery | bez skwarek; smażone; pół na pół z ruskimi
      Pierogi z kapustą i grzybami | 9 sztuk, kapusta kiszona, borowiki | 36.00 | gluten eggs | smażone; z cebulką
      Pierogi ze szpinakiem i serem | 9 sztuk, szpinak, ser kozi | 38.00 | gluten eggs milk | smażone
      Pierogi z jagodami | 9 sztuk, śmietana, cukier | 37.00 | gluten eggs milk | bez cukru; śmietana osobno
      Pierogi z kaczką | 9 sztuk, kaczka, żurawina | 44.00 | gluten eggs sulphites
      Pierogi z soczewicą | 9 sztuk, wegańskie, prażona cebulka | 35.00 | gluten
    `),
  },
  {
    name: 'Zupy',
    taxClass: 'meal',
    appetite: { lunch: 0.4, bar: 0.15, dinner: 0.35 },
    away: 0.8,
    dishes: card(`
      Żurek w chlebie | Biała kiełbasa, jajko, chrzan | 32.00 | gluten eggs milk celery | bez jajka; dodatkowy chleb
      Rosół z makaronem | Kura z wolnego wybiegu, lubczyk | 22.00 | gluten eggs celery | dużo makaronu
      Barszcz czerwony z uszkami | Uszka z grzybami | 26.00 | gluten eggs celery | bez uszek
      Zupa pomidorowa | Z ryżem, śmietana | 21.00 | milk celery | bez śmietany; makaron zamiast ryżu
      Kwaśnica | Kapusta kiszona, żeberko | 27.00 | celery
      Flaki po krakowsku | Majeranek, imbir, bułka | 29.00 | gluten celery
    `),
  },
  {
    name: 'Dania główne',
    taxClass: 'meal',
    appetite: { lunch: 0.3, bar: 0.1, dinner: 0.5 },
    away: 0.9,
    dishes: card(`
      Kotlet schabowy | Ziemniaki z koperkiem, mizeria | 46.00 | gluten eggs milk | frytki zamiast ziemniaków; bez surówki; kapusta zasmażana
      Placki po węgiersku | Placki ziemniaczane, gulasz wołowy | 47.00 | gluten eggs milk | sos osobno
      Gołąbki | Sos pomidorowy, ziemniaki | 41.00 | gluten milk celery | sos osobno
      Maczanka krakowska | Karkówka w sosie kminkowym, bułka | 44.00 | gluten milk mustard
      Bigos staropolski | Kapusta, dziczyzna, śliwka, chleb | 39.00 | gluten sulphites
      Golonka pieczona | Chrzan, musztarda, kapusta zasmażana | 64.00 | mustard gluten sulphites | bez chrzanu
      Pstrąg z patelni | Masło czosnkowe, koper, ziemniaki | 56.00 | fish milk gluten | frytki zamiast ziemniaków
    `),
  },
  {
    name: 'Przystawki',
    taxClass: 'meal',
    appetite: { lunch: 0.1, bar: 0.4, dinner: 0.35 },
    away: 0.4,
    dishes: card(`
      Oscypek z grilla | Żurawina | 27.00 | milk
      Smalec z ogórkiem | Chleb na zakwasie | 18.00 | gluten
      Śledź w oleju | Cebula, ziemniaki | 28.00 | fish
      Tatar wołowy | Żółtko, ogórek, grzybki marynowane | 52.00 | eggs mustard
      Deska wędlin | Kiełbasa lisiecka, szynka, pieczywo | 49.00 | gluten mustard
    `),
  },
  {
    name: 'Desery',
    taxClass: 'meal',
    appetite: { breakfast: 0.1, lunch: 0.1, bar: 0.45, dinner: 0.2 },
    away: 0.5,
    dishes: card(`
      Szarlotka na ciepło | Lody waniliowe | 26.00 | gluten eggs milk
      Sernik krakowski | Rodzynki, skórka pomarańczowa | 24.00 | gluten eggs milk sulphites
      Makowiec | Bakalie, lukier | 23.00 | gluten eggs milk nuts
      Kremówka | Krem śmietankowy, ciasto francuskie | 22.00 | gluten eggs milk
    `),
  },
  {
    name: 'Soki',
    taxClass: 'meal',
    appetite: { breakfast: 0.3, lunch: 0.1, bar: 0.1, dinner: 0.1 },
    away: 0.3,
    dishes: card(`
      Sok z pomarańczy | Świeżo wyciskany, 0,25 l | 19.00
      Sok jabłkowy tłoczony | 0,3 l | 14.00
    `),
  },
  {
    name: 'Napoje',
    taxClass: 'standard',
    appetite: { breakfast: 0.9, lunch: 0.5, bar: 0.6, dinner: 0.4 },
    away: 0.3,
    dishes: card(`
      Kompot z suszu | 0,4 l | 12.00 | sulphites
      Kawa czarna | Americano | 13.00 | | z mlekiem; mleko owsiane
      Cappuccino |  | 16.00 | milk | mleko owsiane; podwójne
      Lemoniada | Cytryna, mięta, 0,4 l | 17.00 | | bez lodu
      Herbata z imbirem | Miód, pomarańcza | 17.00 | | bez cukru
      Woda mineralna | 0,33 l, gazowana lub niegazowana | 9.00 | | z cytryną
    `),
  },
  {
    name: 'Piwo i nalewki',
    taxClass: 'standard',
    appetite: { lunch: 0.1, bar: 0.5, dinner: 0.55 },
    away: 0.1,
    dishes: card(`
      Piwo jasne | 0,5 l, z beczki | 19.00 | gluten
      Piwo pszeniczne | 0,5 l | 21.00 | gluten
      Nalewka wiśniowa | 40 ml | 18.00 | sulphites
      Śliwowica łącka | 40 ml | 24.00 | sulphites
      Grzaniec galicyjski | 0,2 l | 21.00 | sulphites
    `),
  },
];

export const SPECIALS: DemoSpecials = {
  name: 'Sezonowo',
  taxClass: 'meal',
  appetite: { lunch: 0.15, bar: 0.1, dinner: 0.2 },
  away: 0.8,
  dishes: {
    winter: card(`
      Karp smażony | Masło, migdały, ziemniaki | 58.00 | fish milk nuts gluten
      Pierogi z suszoną śliwką | 9 sztuk, masło, cynamon | 37.00 | gluten eggs milk sulphites
      Kutia | Pszenica, mak, miód, bakalie | 22.00 | gluten nuts sulphites
    `),
    spring: card(`
      Żur wielkanocny | Biała kiełbasa, jajko, chrzan | 29.00 | gluten eggs milk celery
      Botwinka | Młode buraki, jajko, koper | 24.00 | milk eggs celery
      Szparagi z bułką tartą | Masło, jajko w koszulce | 39.00 | gluten eggs milk
    `),
    summer: card(`
      Chłodnik | Botwinka, kefir, ogórek, jajko | 24.00 | milk eggs
      Pierogi z truskawkami | 9 sztuk, śmietana | 38.00 | gluten eggs milk
      Młoda kapusta z koperkiem | Boczek, ziemniaki | 36.00 | gluten milk
    `),
    autumn: card(`
      Gęsina na św. Marcina | Udo gęsi, modra kapusta, kluski śląskie | 72.00 | gluten eggs sulphites
      Krem z dyni | Prażone pestki, olej | 24.00 | milk celery
      Kurki w śmietanie | Kluski kładzione, koper | 46.00 | gluten eggs milk
    `),
  },
};
