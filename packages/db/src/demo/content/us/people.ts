import { words } from '../card.ts';
import type { DemoPeople } from '../types.ts';

const FAMILY = words(`
  Adams Allen Anderson Baker Bailey Brown Campbell Castillo Chen Clark Collins Cruz Davis Diaz Edwards Evans Flores
  Garcia Garza Gomez Gonzalez Gray Green Gutierrez Hall Harris Hayes Henderson Hughes Jackson Johnson Jones Kelly Kim
  King Lee Lewis Lopez Martin Martinez Mitchell Moore Morales Morgan Morris Murphy Nelson Nguyen Ortiz Parker Patel
  Perez Peterson Phillips Powell Ramirez Reyes Rivera Roberts Robinson Rodriguez Rogers Ross Russell Sanchez Sanders
  Scott Smith Stewart Taylor Thomas Thompson Torres Tran Walker Ward Watson White Williams Wilson Wood Wright Young
`);

export const PEOPLE: DemoPeople = {
  women: {
    given: words(`
      Abigail Alicia Alyssa Amanda Amber Andrea Anna Brianna Brittany Caroline Christina Claire Danielle Elena Elizabeth
      Emily Emma Erin Gabriela Hailey Hannah Heather Jennifer Jessica Kayla Kelly Lauren Leah Madison Maria Michelle
      Natalie Nicole Rebecca Samantha Sarah Savannah Sofia Stephanie Taylor Vanessa Zoe
    `),
    family: FAMILY,
  },
  men: {
    given: words(`
      Aaron Adam Andrew Anthony Austin Benjamin Brandon Brian Caleb Carlos Chris Cody Connor David Diego Dylan Eric Ethan
      Gabriel Hunter Isaac Jacob James Jason John Jose Joshua Juan Justin Kevin Kyle Luis Marcus Matthew Michael Nathan
      Nicholas Patrick Robert Ryan Samuel Sean Thomas Travis Victor William Wyatt Zachary
    `),
    family: FAMILY,
  },
  surnames: 1,
  // 555-0100 to 555-0199 belong to nobody, in every area code.
  phones: [
    '+1 512-555-01##',
    '+1 737-555-01##',
    '+1 512-555-01##',
    '+1 737-555-01##',
    '+1 210-555-01##',
    '+1 254-555-01##',
    '+1 281-555-01##',
    '+1 361-555-01##',
    '+1 469-555-01##',
    '+1 713-555-01##',
    '+1 817-555-01##',
    '+1 830-555-01##',
    '+1 832-555-01##',
    '+1 972-555-01##',
    '+1 979-555-01##',
  ],
  address: { form: '{house} {street}', houses: [1100, 2590] },
  bankAccount: '111000025-#########',
  taxId: '9##-##-####',
  hourlyWageMinor: 1_850,
};
