import { words } from '../card.ts';
import type { DemoPeople } from '../types.ts';

const FAMILY = words(`
  Albrecht Arnold Bauer Bergmann Böhm Brandt Busch Dietrich Engel Fischer Franke Fuchs Günther Haas Hahn Heinrich
  Herrmann Huber Jäger Keller Klein Koch Köhler Krause Lehmann Lorenz Ludwig Maier Martin Meyer Müller Otto Peters
  Pohl Richter Roth Sauer Schäfer Schmidt Schröder Schulz Schwarz Seidel Simon Sommer Stein Vogt Wagner Weber Winkler
  Wolf Yılmaz Ziegler Kaya Öztürk Nguyen
`);

export const PEOPLE: DemoPeople = {
  women: {
    given: words(`
      Andrea Anja Anna Antonia Aylin Birgit Charlotte Christina Clara Elif Emma Eva Franziska Hannah Heike Ines Jana
      Johanna Katharina Lara Lea Lina Luisa Maria Marie Martina Melanie Nele Sandra Silke Sophie Susanne Theresa Ute
    `),
    family: FAMILY,
  },
  men: {
    given: words(`
      Alexander Andreas Anton Ben Bernd Christian Daniel David Emre Felix Florian Frank Georg Hannes Jan Jens Johannes
      Julian Karl Leon Lukas Marco Markus Matthias Maximilian Michael Moritz Oliver Paul Peter Sebastian Simon Tim Uwe
    `),
    family: FAMILY,
  },
  surnames: 1,
  // The numbers that the Bundesnetzagentur keeps for films and books.
  phones: ['+49 30 23125###', '+49 171 39200##', '+49 176 040690##', '+49 30 23125###'],
  address: { form: '{street} {house}', houses: [2, 110] },
  bankAccount: 'DE%%10050000##########',
  taxId: '6##########',
  hourlyWageMinor: 1_590,
};
