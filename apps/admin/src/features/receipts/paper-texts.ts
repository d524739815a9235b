import type { DocumentLanguage } from '@toster/contracts/locales';
import type { Paper } from '@toster/contracts/schemas/receipts';

/**
 * The words of a receipt. They follow the language of the restaurant's documents, not that of whoever looks at them, so
 * they are no part of the console's catalogue; a language that lacks a word does not compile.
 */
export type PaperTexts = {
  readonly receipt: (number: number) => string;
  readonly order: (number: number) => string;
  readonly copy: (number: number) => string;
  /** On a printout that was not recorded as a copy. */
  readonly unrecorded: string;
  readonly since: Readonly<Record<NonNullable<Paper['since']>, string>>;
  /** No fiscal provider has signed it. */
  readonly notFiscal: string;
  readonly phone: string;
  readonly items: string;
  readonly amount: string;
  readonly subtotal: string;
  readonly total: string;
  readonly included: string;
  readonly vat: string;
  readonly salesTax: string;
  readonly excise: string;
  readonly unstated: string;
  readonly rate: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly method: Readonly<Record<Paper['payments'][number]['method'], string>>;
  readonly tip: string;
  readonly online: string;
  /** On the page everybody sees who has the code. */
  readonly visitor: string;
};

const uk: PaperTexts = {
  receipt: (number) => `Чек № ${number}`,
  order: (number) => `Замовлення № ${number}`,
  copy: (number) => `ДУБЛІКАТ · Копія ${number}`,
  unrecorded: 'Надруковано з екрана, копію не записано',
  since: { refunded: 'ПОВЕРНЕНО', cancelled: 'СКАСОВАНО' },
  notFiscal: 'Не є фіскальним чеком',
  phone: 'Тел.',
  items: 'Найменування',
  amount: 'Сума',
  subtotal: 'Разом без податку',
  total: 'До сплати',
  included: 'у тому числі податки',
  vat: 'ПДВ',
  salesTax: 'Податок із продажу',
  excise: 'Акциз',
  unstated: 'податок не вказано',
  rate: 'Ставка',
  net: 'База',
  tax: 'Податок',
  gross: 'Усього',
  method: { cash: 'Готівка', card: 'Картка', external: 'Сплачено деінде' },
  tip: 'Чайові',
  online: 'Цей чек в інтернеті',
  visitor: 'Цю сторінку бачить кожен, хто має код із чека. Про гостя тут нічого немає.',
};

const pl: PaperTexts = {
  receipt: (number) => `Rachunek nr ${number}`,
  order: (number) => `Zamówienie nr ${number}`,
  copy: (number) => `DUPLIKAT · Kopia ${number}`,
  unrecorded: 'Wydruk z ekranu, kopii nie zapisano',
  since: { refunded: 'ZWRÓCONO', cancelled: 'ANULOWANO' },
  notFiscal: 'Niefiskalny: to nie jest paragon fiskalny',
  phone: 'Tel.',
  items: 'Nazwa',
  amount: 'Kwota',
  subtotal: 'Suma bez podatku',
  total: 'Do zapłaty',
  included: 'w tym podatki',
  vat: 'VAT',
  salesTax: 'Podatek od sprzedaży',
  excise: 'Akcyza',
  unstated: 'podatku nie podano',
  rate: 'Stawka',
  net: 'Netto',
  tax: 'Podatek',
  gross: 'Brutto',
  method: { cash: 'Gotówka', card: 'Karta', external: 'Zapłacono gdzie indziej' },
  tip: 'Napiwek',
  online: 'Ten rachunek online',
  visitor: 'Tę stronę widzi każdy, kto ma kod z rachunku. O gościu nie ma tu nic.',
};

const cs: PaperTexts = {
  receipt: (number) => `Účtenka č. ${number}`,
  order: (number) => `Objednávka č. ${number}`,
  copy: (number) => `DUPLIKÁT · Kopie ${number}`,
  unrecorded: 'Vytištěno z obrazovky, kopie nebyla zapsána',
  since: { refunded: 'VRÁCENO', cancelled: 'STORNOVÁNO' },
  notFiscal: 'Není daňovým dokladem',
  phone: 'Tel.',
  items: 'Položka',
  amount: 'Částka',
  subtotal: 'Celkem bez daně',
  total: 'Celkem k úhradě',
  included: 'z toho daně',
  vat: 'DPH',
  salesTax: 'Daň z prodeje',
  excise: 'Spotřební daň',
  unstated: 'daň neuvedena',
  rate: 'Sazba',
  net: 'Základ',
  tax: 'Daň',
  gross: 'Celkem',
  method: { cash: 'Hotově', card: 'Kartou', external: 'Zaplaceno jinde' },
  tip: 'Spropitné',
  online: 'Tato účtenka online',
  visitor: 'Tuto stránku vidí každý, kdo má kód z účtenky. O hostovi tu není nic.',
};

const de: PaperTexts = {
  receipt: (number) => `Beleg Nr. ${number}`,
  order: (number) => `Bestellung Nr. ${number}`,
  copy: (number) => `DUPLIKAT · Kopie ${number}`,
  unrecorded: 'Vom Bildschirm gedruckt, Kopie nicht erfasst',
  since: { refunded: 'ERSTATTET', cancelled: 'STORNIERT' },
  notFiscal: 'Kein Kassenbeleg: ohne Sicherheitseinrichtung erstellt',
  phone: 'Tel.',
  items: 'Artikel',
  amount: 'Betrag',
  subtotal: 'Summe ohne Steuer',
  total: 'Zu zahlen',
  included: 'darin Steuern',
  vat: 'MwSt.',
  salesTax: 'Verkaufssteuer',
  excise: 'Verbrauchsteuer',
  unstated: 'Steuer nicht angegeben',
  rate: 'Satz',
  net: 'Netto',
  tax: 'Steuer',
  gross: 'Brutto',
  method: { cash: 'Bar', card: 'Karte', external: 'Anderswo bezahlt' },
  tip: 'Trinkgeld',
  online: 'Dieser Beleg im Netz',
  visitor: 'Diese Seite sieht, wer den Code vom Beleg hat. Über den Gast steht hier nichts.',
};

const es: PaperTexts = {
  receipt: (number) => `Recibo n.º ${number}`,
  order: (number) => `Pedido n.º ${number}`,
  copy: (number) => `DUPLICADO · Copia ${number}`,
  unrecorded: 'Impreso desde la pantalla, copia no registrada',
  since: { refunded: 'REEMBOLSADO', cancelled: 'ANULADO' },
  notFiscal: 'No es factura simplificada',
  phone: 'Tel.',
  items: 'Concepto',
  amount: 'Importe',
  subtotal: 'Total sin impuestos',
  total: 'Total',
  included: 'impuestos incluidos',
  vat: 'IVA',
  salesTax: 'Impuesto sobre las ventas',
  excise: 'Impuesto especial',
  unstated: 'impuesto no indicado',
  rate: 'Tipo',
  net: 'Base',
  tax: 'Cuota',
  gross: 'Total',
  method: { cash: 'Efectivo', card: 'Tarjeta', external: 'Pagado por otra vía' },
  tip: 'Propina',
  online: 'Este recibo en línea',
  visitor: 'Esta página la ve quien tiene el código del recibo. No dice nada del cliente.',
};

const en: PaperTexts = {
  receipt: (number) => `Receipt No. ${number}`,
  order: (number) => `Order No. ${number}`,
  copy: (number) => `DUPLICATE · Copy ${number}`,
  unrecorded: 'Printed from the screen, not a recorded copy',
  since: { refunded: 'REFUNDED', cancelled: 'CANCELLED' },
  notFiscal: 'Not a fiscal receipt',
  phone: 'Tel.',
  items: 'Item',
  amount: 'Amount',
  subtotal: 'Subtotal',
  total: 'Total',
  included: 'taxes included',
  vat: 'VAT',
  salesTax: 'Sales tax',
  excise: 'Excise',
  unstated: 'tax not stated',
  rate: 'Rate',
  net: 'Net',
  tax: 'Tax',
  gross: 'Gross',
  method: { cash: 'Cash', card: 'Card', external: 'Paid elsewhere' },
  tip: 'Tip',
  online: 'This receipt online',
  visitor:
    'Everybody who has the code on the receipt sees this page. It says nothing about the guest.',
};

/** The words of a receipt in every language in which papers are printed. */
export const PAPER_TEXTS: Readonly<Record<DocumentLanguage, PaperTexts>> = {
  uk,
  pl,
  cs,
  de,
  es,
  en,
};
