import { printedReceiptCode } from '@toster/contracts/receipt-code';
import type { Paper as PaperData, Receipt } from '@toster/contracts/schemas/receipts';
import { UNSTATED_TAX_CLASS } from '@toster/contracts/tax';
import type { ReactNode } from 'react';
import {
  paperFormats,
  type PaperFormats,
  taxLetters,
  taxNumberLine,
} from '#features/receipts/paper-formats.ts';
import { Qr } from '#ui/qr.tsx';
import { addressLines } from '#i18n/address-lines.ts';

/** What stands on a receipt. */
export type OnPaper = Omit<PaperData, 'payments'> & Pick<Receipt, 'payments'>;

/** Countries in which a receipt of a restaurant is nobody's fiscal document. */
const WITHOUT_FISCAL_DUTY: ReadonlySet<string> = new Set(['US']);

type PaperProps = {
  receipt: OnPaper;
  /** The number of this copy; `screen` for what shows without being recorded as one; `none` for the guest's own page. */
  mark: number | 'screen' | 'none';
  /** The address that the QR code leads to; null while it is not known, absent for no code. */
  link?: string | null;
};

/**
 * A receipt as it lies on the table: 80 mm of white paper in every theme, in the language of the restaurant's
 * documents. While it is on the page, it alone is printed.
 */
export function Paper({ receipt, mark, link }: PaperProps) {
  const formats = paperFormats(receipt.seller, receipt.currency);
  const { texts } = formats;
  return (
    <article
      data-paper
      lang={formats.language}
      aria-label={texts.receipt(receipt.number)}
      className="paper flex w-[80mm] max-w-full flex-col gap-3 bg-white px-[5mm] py-[6mm] text-xs text-black nums"
    >
      <Seller receipt={receipt} formats={formats} />
      <Marks receipt={receipt} mark={mark} formats={formats} />
      <div className="flex flex-wrap justify-between gap-x-3 border-t border-dashed border-black/60 pt-2">
        <span className="font-semibold">{texts.receipt(receipt.number)}</span>
        <time dateTime={receipt.issuedAt}>{formats.dateTime(receipt.issuedAt)}</time>
        <span>{texts.order(receipt.orderNumber)}</span>
      </div>
      <Lines receipt={receipt} formats={formats} />
      <Totals receipt={receipt} formats={formats} />
      {receipt.taxes.length === 0 ? null : <Taxes receipt={receipt} formats={formats} />}
      <Payments receipt={receipt} formats={formats} />
      <div className="flex flex-col items-center gap-1 border-t border-dashed border-black/60 pt-3 text-center break-inside-avoid">
        {link === undefined ? null : (
          <>
            {link === null ? (
              <span className="size-[34mm]" />
            ) : (
              <Qr text={link} label={texts.online} className="size-[34mm]" />
            )}
            <p>{texts.online}</p>
          </>
        )}
        <p className="font-mono text-sm font-semibold tracking-wider">
          {printedReceiptCode(receipt.code)}
        </p>
      </div>
      <div className="flex flex-col gap-1.5 text-center break-inside-avoid">
        {receipt.seller.footer === '' ? null : (
          <p className="break-words whitespace-pre-line">{receipt.seller.footer}</p>
        )}
        {WITHOUT_FISCAL_DUTY.has(receipt.seller.country) ? null : <p>{texts.notFiscal}</p>}
      </div>
    </article>
  );
}

type PartProps = { receipt: OnPaper; formats: PaperFormats };

function Seller({ receipt: { seller }, formats }: PartProps) {
  const number = taxNumberLine(seller);
  const phone = seller.phone === '' ? null : `${formats.texts.phone} ${seller.phone}`;
  const lines = [
    seller.place === seller.name ? null : seller.place,
    ...addressLines({ ...seller, street: seller.address }),
    phone,
    seller.legalName === '' || seller.legalName === seller.name ? null : seller.legalName,
    number,
  ].filter((line) => line !== null);
  return (
    <header className="flex flex-col items-center text-center break-words">
      <p className="mb-0.5 max-w-full text-lg leading-5 font-bold tracking-tight text-balance">
        {seller.name}
      </p>
      {lines.map((line, index) => (
        <p key={index} className="max-w-full">
          {line}
        </p>
      ))}
    </header>
  );
}

function Marks({ receipt, mark, formats: { texts } }: PartProps & Pick<PaperProps, 'mark'>) {
  return (
    <>
      {typeof mark === 'number' ? <Mark>{texts.copy(mark)}</Mark> : null}
      {receipt.since === null ? null : <Mark>{texts.since[receipt.since]}</Mark>}
      {mark === 'screen' ? (
        <p className="hidden border border-black px-2 py-1 text-center font-semibold print:block">
          {texts.unrecorded}
        </p>
      ) : null}
    </>
  );
}

function Mark({ children }: { children: ReactNode }) {
  return (
    <p className="border-2 border-black px-2 py-1 text-center text-sm font-bold tracking-wide">
      {children}
    </p>
  );
}

function Lines({ receipt, formats: { texts, amount } }: PartProps) {
  const letters = taxLetters(receipt.taxes);
  return (
    <table className="w-full border-t border-dashed border-black/60">
      <thead className="sr-only">
        <tr>
          <th scope="col">{texts.items}</th>
          <th scope="col">{texts.amount}</th>
        </tr>
      </thead>
      <tbody>
        {receipt.lines.map((line, index) => (
          <tr key={index} className="align-bottom break-inside-avoid">
            <td className="pt-2 pr-3">
              <span className="block break-words">{line.name}</span>
              <span className="block">
                {line.quantity} × {amount(line.unitPriceMinor)}
              </span>
            </td>
            <td className="pt-2 text-right whitespace-nowrap">
              {amount(line.lineTotalMinor)}
              <span className="inline-block w-4 text-right">{letters.get(line.taxClass)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Totals({ receipt, formats: { texts, amount, money } }: PartProps) {
  const { pricesIncludeTax: included, taxMinor } = receipt;
  return (
    <dl className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5 border-t border-dashed border-black/60 pt-2 break-inside-avoid">
      {included ? null : (
        <>
          <Row label={texts.subtotal}>{amount(receipt.subtotalMinor)}</Row>
          <Row label={texts.salesTax}>{amount(taxMinor)}</Row>
        </>
      )}
      <Row label={texts.total} strong>
        {money(receipt.totalMinor)}
      </Row>
      {included && taxMinor !== 0 ? <Row label={texts.included}>{amount(taxMinor)}</Row> : null}
    </dl>
  );
}

function Row({
  label,
  strong = false,
  children,
}: {
  label: string;
  strong?: boolean;
  children: ReactNode;
}) {
  const weight = strong ? 'text-base font-bold' : '';
  return (
    <>
      <dt className={weight}>{label}</dt>
      <dd className={`text-right whitespace-nowrap ${weight}`}>{children}</dd>
    </>
  );
}

function Taxes({ receipt, formats: { texts, amount, rate } }: PartProps) {
  const letters = taxLetters(receipt.taxes);
  const kind = receipt.pricesIncludeTax ? texts.vat : texts.salesTax;
  const heads = [texts.rate, texts.net, texts.tax, texts.gross];
  return (
    <table className="w-full border-t border-dashed border-black/60 break-inside-avoid">
      <caption className="sr-only">{texts.tax}</caption>
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th
              key={index}
              scope="col"
              className={`pt-2 font-normal ${index === 0 ? 'text-left' : 'pl-2 text-right'}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {receipt.taxes.map((tax) => (
          <tr key={tax.taxClass} className="align-top">
            <th scope="row" className="text-left font-normal">
              {letters.get(tax.taxClass)}{' '}
              {tax.taxClass === UNSTATED_TAX_CLASS ? texts.unstated : `${kind} ${rate(tax.rateBp)}`}
              {tax.exciseBp === 0 ? null : (
                <span className="block">
                  {texts.excise} {rate(tax.exciseBp)}
                </span>
              )}
            </th>
            <td className="pl-2 text-right">{amount(tax.netMinor)}</td>
            <td className="pl-2 text-right">
              {amount(tax.taxMinor)}
              {tax.exciseBp === 0 ? null : <span className="block">{amount(tax.exciseMinor)}</span>}
            </td>
            <td className="pl-2 text-right">{amount(tax.grossMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Payments({ receipt, formats: { texts, amount } }: PartProps) {
  if (receipt.payments.length === 0) return null;
  return (
    <dl className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-0.5 border-t border-dashed border-black/60 pt-2 break-inside-avoid">
      {receipt.payments.map((payment, index) => {
        const card =
          payment.card === null ? '' : ` ${payment.card.brand} •••• ${payment.card.last4}`;
        return (
          <div key={index} className="contents">
            <Row label={`${texts.method[payment.method]}${card}`}>
              {amount(payment.amountMinor)}
            </Row>
            {payment.tipMinor === 0 ? null : (
              <Row label={texts.tip}>{amount(payment.tipMinor)}</Row>
            )}
          </div>
        );
      })}
    </dl>
  );
}
