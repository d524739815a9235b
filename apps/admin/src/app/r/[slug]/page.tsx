import { DOCUMENT_LANGUAGES, documentLanguageOf } from '@toster/contracts/locales';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { GuestPage } from '#features/guests/guest-page.tsx';
import { GUEST_TEXTS } from '#features/guests/guest-texts.ts';
import { GuestWords } from '#features/guests/guest-words.tsx';
import { LANGUAGE_NAMES, negotiateLocale } from '#i18n/locales.ts';
import { api } from '#server/api.ts';

const restaurantOf = cache(async (slug: string) => {
  const ctx = api().createContext({ headers: await headers() });
  return api().nameRestaurant(ctx, decodeURIComponent(slug));
});

export async function generateMetadata({ params }: PageProps<'/r/[slug]'>): Promise<Metadata> {
  const restaurant = await restaurantOf((await params).slug);
  return restaurant === null ? {} : { title: { absolute: restaurant.name } };
}

/**
 * A restaurant's page for its guests, in the language they choose, else in one their browser wants, else in that of the
 * restaurant's papers. Whether a session that a browser holds still lives is asked from there.
 */
export default async function Page({ params, searchParams }: PageProps<'/r/[slug]'>) {
  const [{ slug }, { lang }, requested] = await Promise.all([params, searchParams, headers()]);
  const restaurant = await restaurantOf(slug);
  if (restaurant === null) notFound();
  const own = documentLanguageOf(restaurant.locale);
  const wanted = requested.get('accept-language');
  const chosen = typeof lang === 'string' ? lang : undefined;
  // Where nothing is wanted that is there, negotiation ends in English; the restaurant's own language is nearer.
  const language = negotiateLocale(
    chosen,
    wanted === null ? own : `${wanted}, ${own};q=0.01`,
    DOCUMENT_LANGUAGES,
  );
  const texts = GUEST_TEXTS[language];
  const { name, country } = restaurant;
  return (
    <main lang={language} className="mx-auto w-full max-w-[640px] px-4 py-10 phone:py-6">
      <header className="mb-6">
        <h1 className="text-xl font-semibold tracking-tight text-balance">{name}</h1>
        <p className="mt-1 text-sm text-pretty text-ink-2">{texts.lead}</p>
      </header>
      <GuestWords place={{ slug: decodeURIComponent(slug), name, country, language }} texts={texts}>
        <GuestPage comesBack={api().guestComesBack(requested)} />
      </GuestWords>
      <nav aria-label={texts.languages} className="mt-8 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {DOCUMENT_LANGUAGES.map((each) => (
          <a
            key={each}
            href={`?lang=${each}`}
            hrefLang={each}
            lang={each}
            aria-current={each === language ? 'true' : undefined}
            className="inline-flex min-h-control items-center text-ink-2 underline aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
          >
            {LANGUAGE_NAMES[each]}
          </a>
        ))}
      </nav>
    </main>
  );
}
