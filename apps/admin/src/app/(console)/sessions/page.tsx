import { redirect } from 'next/navigation';

/** Sessions are a part of the profile; links from before still find them. */
export default function Page() {
  redirect('/profile#sessions');
}
