import postgres from 'postgres';

/**
 * Moves the last proof of identity of a session into the past. A test cannot wait for a proof to
 * become old; the next access token of the session carries the new age.
 * @param adminUrl a superuser's URL
 */
export async function ageProof(
  adminUrl: string,
  sessionId: string,
  seconds: number,
): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    const aged = await sql`
      update auth.session set auth_time = now() - make_interval(secs => ${seconds})
      where id = ${sessionId} returning id`;
    if (aged.length !== 1) throw new Error('There is no such session.');
  } finally {
    await sql.end({ timeout: 5 });
  }
}
