import { redirect } from 'next/navigation';
import { PAGES } from '#features/shell/pages.ts';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { requireSession } from '#server/session.ts';

/** The console opens at the first page this person may see. */
export default async function HomePage() {
  const session = await requireSession();
  const first = PAGES.find((page) => page.permission in session.permissions);
  if (first) redirect(first.path);
  return <Forbidden permission={null} heading="h1" />;
}
