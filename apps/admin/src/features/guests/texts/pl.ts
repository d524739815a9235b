import type { GuestTexts } from '#features/guests/guest-texts.ts';

/** The pages for guests in Polish. */
export const pl: GuestTexts = {
  lead: 'Twoje zamówienia, dane i zgody.',
  loading: 'Wczytywanie',
  again: 'Spróbuj ponownie',
  languages: 'Języki',
  ask: {
    lead: 'Wyślemy sześć cyfr na Twój adres e-mail. Kto czyta Twoją pocztę, ten jest Tobą; nie ma hasła.',
    email: 'E-mail',
    hint: 'Ten, który podano przy zamówieniu.',
    invalid: 'Wpisz adres e-mail.',
    submit: 'Wyślij mi cyfry',
  },
  code: {
    lead: 'Jeśli {org} zna adres {email}, e-mail z sześcioma cyframi jest już w drodze. Jest ważny dziesięć minut.',
    label: 'Sześć cyfr',
    hint: 'Może to potrwać minutę. Zajrzyj też do folderu ze spamem.',
    invalid: 'Wpisz sześć cyfr z e-maila.',
    submit: 'Zaloguj się',
    back: 'Inny adres',
  },
  problems: {
    tooMany: 'Za dużo prób. Spróbuj o {time}.',
    wrong: 'To nie te cyfry albo nie są już ważne.',
    offline: 'Brak połączenia. Sprawdź je i spróbuj ponownie.',
    failed: 'Nie udało się. Nic nie przepadło; spróbuj ponownie.',
  },
  out: {
    action: 'Wyloguj się',
    hint: 'Na urządzeniu, z którego korzystają inni, na koniec się wyloguj.',
  },
  elsewhere: {
    title: 'Jesteś zalogowany(-a) w {other}',
    body: 'Aby zobaczyć swoje dane w {org}, najpierw wyloguj się tam.',
    there: 'Przejdź do {other}',
  },
  orders: {
    title: 'Twoje zamówienia',
    empty: 'Nie ma jeszcze zamówień',
    number: 'Zamówienie {number}',
    receipt: 'Paragon',
    more: 'Pokaż starsze',
  },
  status: {
    placed: 'Złożone',
    accepted: 'Przyjęte',
    cooking: 'W przygotowaniu',
    ready: 'Gotowe',
    packed: 'Zapakowane',
    on_way: 'W drodze',
    delivered: 'Dostarczone',
    cancelled: 'Anulowane',
    voided: 'Anulowane',
    refunded: 'Zwrócone',
  },
  channel: {
    dine_in: 'Na miejscu',
    takeaway: 'Na wynos',
    delivery: 'Dostawa',
  },
  data: {
    title: 'Twoje dane',
    name: 'Imię i nazwisko',
    phone: 'Telefon',
    email: 'E-mail',
    since: 'Znane od',
    none: 'Nie podano',
    hint: 'Jeśli coś się nie zgadza, powiedz restauracji: poprawi to.',
  },
  consents: {
    title: 'Wiadomości i oferty',
    hint: 'Decydujesz Ty i możesz to zmienić w każdej chwili. Zamówienia od tego nie zależą.',
    given: 'Zgoda z {date}',
    withdrawn: 'Wycofano {date}',
  },
};
