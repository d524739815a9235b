import postgres from 'postgres';

/**
 * Moves every logged attempt into the past: a test cannot wait for a quarter of an hour to pass.
 * @param adminUrl a superuser's URL
 */
export async function ageAttempts(adminUrl: string, seconds: number): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    await sql`
      update auth.attempt
         set at = at - make_interval(secs => ${seconds}), expires_at = expires_at - make_interval(secs => ${seconds})`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
