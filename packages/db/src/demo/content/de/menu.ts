import { card } from '../card.ts';
import type { DemoCategory, DemoSpecials } from '../types.ts';

export const MENU: readonly DemoCategory[] = [
  {
    name: 'Frühstück',
    taxClass: 'meal',
    appetite: { breakfast: 0.95 },
    away: 0.5,
    dishes: card(`
      Linden-Frühstück | Schinken, Käse, Ei, Brötchen, Marmelade | 12.90 | gluten milk eggs | Ei hart gekocht; ohne Schinken
      Bauernomelett | Kartoffeln, Speck, Gewürzgurke | 11.50 | eggs milk | ohne Speck
      Rührei auf Brot | Schnittlauch, Sauerteigbrot | 9.50 | eggs milk gluten | ohne Schnittlauch; glutenfreies Brot
      Müsli mit Quark | Apfel, Haselnüsse, Honig | 8.50 | gluten milk nuts
    `),
  },
  {
    name: 'Mittagstisch',
    taxClass: 'meal',
    appetite: { lunch: 0.55 },
    away: 1,
    weekdaysOnly: true,
    dishes: card(`
      Tagesgericht mit Fleisch | Mit kleinem Salat | 13.90 | gluten eggs milk celery mustard | ohne Salat; kleine Portion
      Tagesgericht vegetarisch | Mit kleinem Salat | 12.50 | gluten eggs milk celery mustard | ohne Salat
      Tagessuppe mit Brot | Wechselt täglich | 7.90 | gluten milk celery
    `),
  },
  {
    name: 'Suppen',
    taxClass: 'meal',
    appetite: { lunch: 0.12, bar: 0.1, dinner: 0.22 },
    away: 0.5,
    dishes: card(`
      Berliner Kartoffelsuppe | Mit Würstchen und Majoran | 7.90 | celery milk mustard | ohne Würstchen; extra Brot
      Flädlesuppe | Rinderbrühe, Schnittlauch | 7.50 | gluten eggs milk celery
      Gulaschsuppe | Mit Brot | 8.90 | gluten celery | extra Brot
    `),
  },
  {
    name: 'Hauptgerichte',
    taxClass: 'meal',
    appetite: { lunch: 0.45, bar: 0.2, dinner: 0.8 },
    away: 1.1,
    dishes: card(`
      Schnitzel Wiener Art | Vom Schwein, Pommes, Gurkensalat | 18.90 | gluten eggs milk | Kartoffelsalat statt Pommes; Jägersauce extra; Seniorenportion
      Königsberger Klopse | Kapernsauce, Salzkartoffeln, Rote Bete | 18.50 | gluten eggs milk fish | ohne Kapern
      Wiener Schnitzel | Vom Kalb, Kartoffelsalat, Preiselbeeren | 26.90 | gluten eggs milk mustard | Pommes statt Kartoffelsalat; ohne Preiselbeeren
      Käsespätzle | Bergkäse, Röstzwiebeln | 15.50 | gluten eggs milk | ohne Röstzwiebeln
      Schweinebraten | Dunkelbiersauce, Knödel, Krautsalat | 19.50 | gluten eggs celery | Sauce extra; Seniorenportion
      Sauerbraten | Rotkohl, Kartoffelklöße | 22.50 | gluten celery sulphites | Sauce extra
      Maultaschen geschmälzt | Zwiebelschmelze, Salat | 16.50 | gluten eggs milk celery mustard
      Eisbein | Sauerkraut, Erbspüree, Senf | 21.50 | mustard celery | ohne Erbspüree
      Zanderfilet | Rahmsauerkraut, Petersilienkartoffeln | 24.90 | fish milk | Salzkartoffeln
      Pilzpfanne | Vegan, Kräuterseitlinge, Bratkartoffeln | 16.50 | celery soybeans
    `),
  },
  {
    name: 'Brotzeit',
    taxClass: 'meal',
    appetite: { lunch: 0.15, bar: 0.45, dinner: 0.2 },
    away: 0.7,
    dishes: card(`
      Berliner Currywurst | Pommes, hausgemachte Sauce | 12.50 | celery mustard | ohne Darm; scharf; Mayo extra
      Obatzda | Brezel, Radieschen | 10.90 | gluten milk | ohne Zwiebeln
      Bulette mit Senf | Kartoffelsalat | 11.90 | gluten eggs mustard | ohne Zwiebeln
      Strammer Max | Schinken, Spiegeleier, Bauernbrot | 12.90 | gluten eggs milk | Eier durchgebraten
      Matjes Hausfrauenart | Pellkartoffeln | 15.90 | fish milk | Bratkartoffeln statt Pellkartoffeln
      Brezel | Butter | 4.50 | gluten milk
    `),
  },
  {
    name: 'Salate',
    taxClass: 'meal',
    appetite: { lunch: 0.12, dinner: 0.15 },
    away: 1,
    dishes: card(`
      Großer Salat | Kürbiskernöl, geröstete Kerne | 12.50 | mustard | Dressing extra
      Salat mit Ziegenkäse | Honig, Walnüsse | 15.90 | milk nuts mustard | ohne Nüsse; Dressing extra
      Gurkensalat | Dill, Sauerrahm | 6.50 | milk
    `),
  },
  {
    name: 'Kuchen und Nachspeisen',
    taxClass: 'meal',
    appetite: { breakfast: 0.05, lunch: 0.06, bar: 0.55, dinner: 0.18 },
    away: 0.4,
    dishes: card(`
      Apfelstrudel | Vanillesauce | 8.90 | gluten eggs milk nuts | Eis statt Sauce
      Schwarzwälder Kirschtorte | Hausgemacht, mit Kirschwasser | 6.50 | gluten eggs milk
      Käsekuchen | Mit Sauerkirschen | 5.90 | gluten eggs milk
      Kaiserschmarrn | Zwetschgenröster | 12.90 | gluten eggs milk | ohne Rosinen
      Rote Grütze | Vanilleeis | 7.50 | milk eggs
    `),
  },
  {
    name: 'Alkoholfreies',
    taxClass: 'standard',
    appetite: { breakfast: 1.1, lunch: 0.55, bar: 0.8, dinner: 0.45 },
    away: 0.2,
    dishes: card(`
      Apfelschorle | 0,4 l | 4.60 | | ohne Eis; groß
      Kaffee | Tasse | 3.40 | | Hafermilch; koffeinfrei
      Mineralwasser | 0,75 l, still oder sprudelnd | 6.90 | | mit Zitrone
      Cappuccino |  | 4.20 | milk | Hafermilch; koffeinfrei
      Rhabarberschorle | 0,4 l | 4.90
      Spezi | 0,4 l | 4.60 | | ohne Eis
      Tee | Kännchen | 4.50 | | Pfefferminz; Earl Grey
    `),
  },
  {
    name: 'Bier und Wein',
    taxClass: 'standard',
    appetite: { lunch: 0.25, bar: 0.6, dinner: 1.1 },
    away: 0.1,
    dishes: card(`
      Pils vom Fass | 0,4 l | 5.20 | gluten
      Hefeweizen | 0,5 l | 5.90 | gluten
      Radler | 0,4 l | 5.20 | gluten
      Riesling | 0,2 l, Rheingau | 7.90 | sulphites
      Berliner Weiße | Himbeer oder Waldmeister | 5.50 | gluten
      Alkoholfreies Weizen | 0,5 l | 5.50 | gluten
      Spätburgunder | 0,2 l, Baden | 8.50 | sulphites
    `),
  },
];

export const SPECIALS: DemoSpecials = {
  name: 'Saison',
  taxClass: 'meal',
  appetite: { lunch: 0.12, bar: 0.05, dinner: 0.22 },
  away: 0.8,
  dishes: {
    winter: card(`
      Grünkohl mit Pinkel | Kassler, Bratkartoffeln | 21.50 | gluten mustard
      Gänsekeule | Rotkohl, Klöße, Bratapfel | 31.50 | gluten celery sulphites
      Bratapfel | Marzipan, Vanillesauce | 8.50 | milk eggs nuts sulphites
    `),
    spring: card(`
      Beelitzer Spargel | Neue Kartoffeln, Sauce hollandaise | 24.90 | eggs milk
      Bärlauchsuppe | Croûtons | 8.50 | gluten milk celery
      Maischolle Finkenwerder Art | Speck, Petersilienkartoffeln | 25.90 | fish gluten milk
    `),
    summer: card(`
      Pfifferlinge in Rahm | Semmelknödel | 21.90 | gluten eggs milk
      Kalter Braten | Remoulade, Bratkartoffeln | 16.90 | eggs mustard
      Erdbeeren mit Sahne | Vom Brandenburger Feld | 7.90 | milk
    `),
    autumn: card(`
      Martinsgans | Keule oder Brust, Rotkohl, Klöße | 32.50 | gluten celery sulphites
      Kürbissuppe | Ingwer, Kürbiskernöl | 8.50 | celery milk
      Zwiebelkuchen | Mit Speck, dazu Blattsalat | 12.90 | gluten eggs milk mustard
    `),
  },
};
