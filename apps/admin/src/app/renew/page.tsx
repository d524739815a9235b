import { createLoader, parseAsString } from 'nuqs/server';
import { Renew } from '#features/auth/renew.tsx';
import { safeNext } from '#features/auth/safe-next.ts';

const load = createLoader({ next: parseAsString });

/** Renews a session whose rights have changed, then returns to where the person was going. */
export default async function RenewPage({ searchParams }: PageProps<'/renew'>) {
  const { next } = await load(searchParams);
  return <Renew next={safeNext(next)} />;
}
