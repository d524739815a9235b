import { JSON_HEADERS } from '#trpc/headers.ts';

/** Ends this session at the server and leaves; throws when the server did not confirm it. */
export async function signOut(): Promise<void> {
  const response = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: JSON_HEADERS,
    body: '{}',
  });
  if (!response.ok && response.status !== 401)
    throw new Error(`sign-out answered ${response.status}`);
  location.assign('/sign-in?reason=left');
}
