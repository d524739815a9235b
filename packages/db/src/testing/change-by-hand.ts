import postgres from 'postgres';

/**
 * Changes the price of a dish as somebody does who has the database's password: past the application.
 * @param adminUrl a superuser's URL
 * @param priceMinor minor units
 */
export async function changePriceByHand(
  adminUrl: string,
  dishId: string,
  priceMinor: number,
): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    const changed =
      await sql`update menu_item set price_minor = ${priceMinor} where id = ${dishId} returning id`;
    if (changed.length !== 1) throw new Error('There is no such dish.');
  } finally {
    await sql.end({ timeout: 5 });
  }
}
