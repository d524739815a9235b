import type { DocumentLanguage } from '@toster/contracts/locales';
import { layOut } from './layout.ts';
import type { MailContent } from './message.ts';

type Words = {
  readonly subject: (restaurant: string) => string;
  readonly intro: (restaurant: string) => string;
  readonly code: string;
  readonly ttl: string;
  readonly notYou: string;
};

/** In the languages in which guests are spoken to; one that lacks a word does not compile. */
const WORDS: Readonly<Record<DocumentLanguage, Words>> = {
  en: {
    subject: (restaurant) => `Your code for ${restaurant}`,
    intro: (restaurant) =>
      `Enter these six digits on the page of ${restaurant} to see your orders and your data.`,
    code: 'Code',
    ttl: 'They are good for ten minutes and once. Nobody at the restaurant will ask you for them.',
    notYou: 'If you did not ask for them, there is nothing to do: without them nobody gets in.',
  },
  uk: {
    subject: (restaurant) => `Ваш код для ${restaurant}`,
    intro: (restaurant) =>
      `Введіть ці шість цифр на сторінці ${restaurant}, щоб побачити свої замовлення та дані.`,
    code: 'Код',
    ttl: 'Код діє десять хвилин і лише один раз. Ніхто з ресторану його у вас не питатиме.',
    notYou: 'Якщо ви його не замовляли, нічого робити не треба: без нього ніхто не ввійде.',
  },
  pl: {
    subject: (restaurant) => `Twój kod do ${restaurant}`,
    intro: (restaurant) =>
      `Wpisz te sześć cyfr na stronie ${restaurant}, aby zobaczyć swoje zamówienia i dane.`,
    code: 'Kod',
    ttl: 'Kod jest ważny dziesięć minut i tylko raz. Nikt z restauracji nie poprosi Cię o niego.',
    notYou: 'Jeśli go nie zamawiałeś(-aś), nic nie rób: bez niego nikt się nie zaloguje.',
  },
  cs: {
    subject: (restaurant) => `Váš kód pro ${restaurant}`,
    intro: (restaurant) =>
      `Zadejte těchto šest číslic na stránce ${restaurant}, abyste viděli své objednávky a údaje.`,
    code: 'Kód',
    ttl: 'Kód platí deset minut a jen jednou. Nikdo z restaurace ho po vás nebude chtít.',
    notYou: 'Pokud jste o něj nežádali, nemusíte dělat nic: bez něj se nikdo nepřihlásí.',
  },
  de: {
    subject: (restaurant) => `Ihr Code für ${restaurant}`,
    intro: (restaurant) =>
      `Geben Sie diese sechs Ziffern auf der Seite von ${restaurant} ein, um Ihre Bestellungen und Daten zu sehen.`,
    code: 'Code',
    ttl: 'Er gilt zehn Minuten und nur einmal. Niemand aus dem Restaurant wird Sie danach fragen.',
    notYou:
      'Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ohne ihn kommt niemand hinein.',
  },
  es: {
    subject: (restaurant) => `Su código para ${restaurant}`,
    intro: (restaurant) =>
      `Escriba estas seis cifras en la página de ${restaurant} para ver sus pedidos y sus datos.`,
    code: 'Código',
    ttl: 'Vale diez minutos y una sola vez. Nadie del restaurante se lo pedirá.',
    notYou: 'Si no lo ha pedido usted, no haga nada: sin él nadie puede entrar.',
  },
};

/** The six digits with which a guest signs in, in the language in which the page was read. */
export function guestCodeMail(facts: {
  readonly restaurant: string;
  readonly code: string;
  readonly language: DocumentLanguage;
}): MailContent {
  const words = WORDS[facts.language];
  return layOut({
    language: facts.language,
    subject: words.subject(facts.restaurant),
    before: [words.intro(facts.restaurant)],
    facts: [[words.code, facts.code]],
    after: [words.ttl, words.notYou],
  });
}

const REUSED: Readonly<
  Record<
    DocumentLanguage,
    { readonly subject: (restaurant: string) => string; readonly body: string }
  >
> = {
  en: {
    subject: (restaurant) => `You were signed out at ${restaurant}`,
    body: 'A part of your session that had been used already came back, as it does when somebody has copied it. We ended the session. If you want to, sign in again.',
  },
  uk: {
    subject: (restaurant) => `Ваш сеанс у ${restaurant} завершено`,
    body: 'Повернулася вже використана частина вашого сеансу, як буває, коли її хтось скопіював. Ми завершили сеанс. За бажання увійдіть знову.',
  },
  pl: {
    subject: (restaurant) => `Wylogowaliśmy Cię z ${restaurant}`,
    body: 'Wróciła już użyta część Twojej sesji, co zdarza się, gdy ktoś ją skopiował. Zakończyliśmy sesję. Jeśli chcesz, zaloguj się ponownie.',
  },
  cs: {
    subject: (restaurant) => `Odhlásili jsme vás z ${restaurant}`,
    body: 'Vrátila se již použitá část vašeho přihlášení, jak se stává, když ji někdo zkopíroval. Přihlášení jsme ukončili. Chcete-li, přihlaste se znovu.',
  },
  de: {
    subject: (restaurant) => `Sie wurden bei ${restaurant} abgemeldet`,
    body: 'Ein schon benutzter Teil Ihrer Sitzung kam zurück, wie es geschieht, wenn ihn jemand kopiert hat. Wir haben die Sitzung beendet. Melden Sie sich, wenn Sie möchten, wieder an.',
  },
  es: {
    subject: (restaurant) => `Hemos cerrado su sesión en ${restaurant}`,
    body: 'Volvió una parte ya usada de su sesión, como ocurre cuando alguien la ha copiado. Hemos cerrado la sesión. Si lo desea, vuelva a entrar.',
  },
};

/** Tells a guest that a copy of their session was used, and that it is over. */
export function guestSessionReusedMail(facts: {
  readonly restaurant: string;
  readonly language: DocumentLanguage;
}): MailContent {
  const { subject, body } = REUSED[facts.language];
  const { language, restaurant } = facts;
  return layOut({ language, subject: subject(restaurant), before: [body], facts: [], after: [] });
}
