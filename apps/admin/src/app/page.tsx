import { redirect } from 'next/navigation';
import { PAGES } from '#features/shell/pages.ts';
import { ServiceFailure } from '#features/shell/service-failure.tsx';
import { readSession } from '#server/session.ts';

/** The console opens at the first page this person may see; one's own sessions say what is missing if there is none. */
export default async function HomePage() {
  const answer = await readSession();
  if ('failure' in answer)
    return <ServiceFailure code={answer.failure.code} requestId={answer.failure.requestId} />;
  redirect(
    PAGES.find((page) => page.permission in answer.session.permissions)?.path ?? '/sessions',
  );
}
