import type { GetReceiptOutput } from '@toster/contracts/schemas/receipts';
import { totalsOf, taxSharesOf } from '@toster/contracts/tax';
import { ReceiptView } from '#features/receipts/receipt-view.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { at, id, MARTA, OLENA, PLACE } from '#features/states/fixtures.ts';
import {
  FAILED,
  LOADING,
  NOT_FOUND,
  OFFLINE,
  read,
  readBefore,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const LINES = [
  { name: 'Борщ із пампушками', quantity: 2, unitPriceMinor: 18_500, taxClass: 'standard' },
  {
    name: 'Вареники з картоплею, грибами та смаженою цибулею, велика порція',
    quantity: 1,
    unitPriceMinor: 21_050,
    taxClass: 'standard',
  },
  { name: 'Пиво світле 0,5', quantity: 12, unitPriceMinor: 9_900, taxClass: 'alcohol' },
].map((line) => ({ ...line, lineTotalMinor: line.unitPriceMinor * line.quantity }));
const { subtotalMinor, taxMinor, totalMinor } = totalsOf('UA', LINES);

const FOUND: GetReceiptOutput = {
  receipt: {
    id: id(200),
    code: '7K3MPXQ4RT',
    number: 318,
    orderId: id(100),
    orderNumber: 1042,
    locationId: PLACE.id,
    issuedAt: at(12, 3),
    currency: 'UAH',
    seller: {
      name: 'Вареник',
      legalName: 'ТОВ «Вареник і партнери»',
      taxId: '32855961',
      country: 'UA',
      place: PLACE.name,
      address: 'бульвар Лесі Українки 28',
      postcode: '01133',
      city: 'Київ',
      phone: '+380 44 123 45 67',
      timezone: 'Europe/Kyiv',
      locale: 'uk-UA',
      footer: 'Смачного!\nЧекаємо на вас знову.',
    },
    sellerAsOf: 'issue',
    lines: LINES,
    taxes: [...taxSharesOf('UA', LINES)],
    pricesIncludeTax: true,
    subtotalMinor,
    taxMinor,
    totalMinor,
    payments: [
      {
        method: 'card',
        amountMinor: totalMinor,
        tipMinor: 15_000,
        card: { brand: 'Visa', last4: '4242' },
      },
    ],
  },
  since: null,
  mayReprint: true,
  copies: [
    { seq: 1, at: at(12, 9), by: { id: OLENA.id, firstName: OLENA.firstName } },
    { seq: 2, at: at(12, 40), by: { id: MARTA.id, firstName: null } },
  ],
};
const OLDER: GetReceiptOutput = {
  ...FOUND,
  receipt: { ...FOUND.receipt, sellerAsOf: 'today', taxes: [] },
  mayReprint: false,
  copies: [],
};

const view = (reading: Parameters<typeof ReceiptView>[0]['reading']) => (
  <ReceiptView reading={reading} />
);

/** A receipt in every state; the complete one was refunded afterwards. */
export const receiptStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(NOT_FOUND),
  filtered: { none: 'one receipt has nothing to filter' },
  partial: () => view(read(OLDER)),
  stale: () => view(readBefore({ ...FOUND, copies: [] })),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <ForbiddenPage permission="receipts.read" />,
  data: () => view(read({ ...FOUND, since: 'refunded' })),
};
