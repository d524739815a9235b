import { newId } from '@toster/contracts/ids';
import { customer, customerContact } from '@toster/db/schema/customer';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import type { Importer } from '../find-importer.ts';
import { type Kind, NO_VERDICT, type Rejection, rejectItem, type Verdict } from '../kind.ts';
import { customerSteps } from './customer-steps.ts';
import type { CustomerLine, CustomerTable } from './read-customer-line.ts';

const BATCH_GUESTS = 500;

/**
 * Guests of the organisation, first served at the location. Never changes one who is there: the same details are known,
 * other details are put aside for a person to decide.
 */
export function customersKind(table: CustomerTable): Kind<CustomerLine> {
  return {
    kind: 'customers',
    event: 'customers.imported',
    batchItems: BATCH_GUESTS,
    steps: (records) => customerSteps(records, table),
    judge,
    hold: async (tx, { orgId }) => {
      const name = `import customers ${orgId}`;
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
    },
    write: insertGuests,
  };
}

/**
 * Asks the database which of the guests are there. It answers with a word for each and shows none of them: the person
 * may write guests and yet not read them.
 */
async function judge(
  tx: TenantReadTx,
  _importer: Importer,
  lines: readonly CustomerLine[],
): Promise<Verdict<CustomerLine>> {
  if (lines.length === 0) return NO_VERDICT;
  const textArray = (of: (line: CustomerLine) => string | null) =>
    sql`${sql.param(lines.map(of))}::text[]`;
  const [row] = await tx.execute(sql`
    select app.judge_contacts(${textArray(({ name }) => name)}, ${textArray(({ phoneKey }) => phoneKey)},
      ${textArray(({ emailKey }) => emailKey)}) as verdicts`);
  const verdicts = row?.['verdicts'] as readonly string[] | undefined;
  const fresh: CustomerLine[] = [];
  const known: CustomerLine[] = [];
  const rejections: Rejection[] = [];
  for (const [index, line] of lines.entries()) {
    const verdict = verdicts?.[index];
    if (line.isRepeated || verdict === 'known') known.push(line);
    else if (verdict === 'new') fresh.push(line);
    else
      rejections.push(...rejectItem(line, { code: verdict === 'two' ? 'two_known' : 'differs' }));
  }
  return { fresh, changed: [], known, rejections };
}

async function insertGuests(
  tx: Tx,
  { orgId, locationId }: Importer,
  { fresh }: Verdict<CustomerLine>,
): Promise<void> {
  if (fresh.length === 0) return;
  const guests = fresh.map((line) => ({ line, id: newId() }));
  await tx.insert(customer).values(guests.map(({ id }) => ({ orgId, id, locationId })));
  await tx.insert(customerContact).values(
    guests.map(({ id, line: { name, phone, phoneKey, email, emailKey } }) => ({
      orgId,
      customerId: id,
      locationId,
      name,
      phone,
      phoneKey,
      email,
      emailKey,
    })),
  );
}
