import type { GuestTexts } from '#features/guests/guest-texts.ts';

/** The pages for guests in Czech. */
export const cs: GuestTexts = {
  lead: 'Vaše objednávky, údaje a souhlasy.',
  loading: 'Načítání',
  again: 'Zkusit znovu',
  languages: 'Jazyky',
  ask: {
    lead: 'Pošleme šest číslic na vaši e-mailovou adresu. Kdo čte vaši poštu, jste vy; heslo není.',
    email: 'E-mail',
    hint: 'Ten, který jste uvedli při objednávce.',
    invalid: 'Zadejte e-mailovou adresu.',
    submit: 'Poslat číslice',
  },
  code: {
    lead: 'Pokud {org} zná adresu {email}, e-mail se šesti číslicemi je na cestě. Platí deset minut.',
    label: 'Šest číslic',
    hint: 'Může to chvíli trvat. Podívejte se i do nevyžádané pošty.',
    invalid: 'Zadejte šest číslic z e-mailu.',
    submit: 'Přihlásit se',
    back: 'Jiná adresa',
  },
  problems: {
    tooMany: 'Příliš mnoho pokusů. Zkuste to v {time}.',
    wrong: 'To nejsou ty číslice, nebo už neplatí.',
    offline: 'Není spojení. Zkontrolujte je a zkuste to znovu.',
    failed: 'Nepodařilo se. Nic se neztratilo; zkuste to znovu.',
  },
  out: {
    action: 'Odhlásit se',
    hint: 'Na zařízení, které používají i jiní, se nakonec odhlaste.',
  },
  elsewhere: {
    title: 'Jste přihlášeni u {other}',
    body: 'Abyste viděli své údaje u {org}, nejprve se tam odhlaste.',
    there: 'Přejít na {other}',
  },
  orders: {
    title: 'Vaše objednávky',
    empty: 'Zatím tu nejsou žádné objednávky',
    number: 'Objednávka {number}',
    receipt: 'Účtenka',
    more: 'Zobrazit starší',
  },
  status: {
    placed: 'Zadána',
    accepted: 'Přijata',
    cooking: 'Připravuje se',
    ready: 'Hotova',
    packed: 'Zabalena',
    on_way: 'Na cestě',
    delivered: 'Doručena',
    cancelled: 'Zrušena',
    voided: 'Zrušena',
    refunded: 'Vrácena',
  },
  channel: {
    dine_in: 'U stolu',
    takeaway: 'S sebou',
    delivery: 'Rozvoz',
  },
  data: {
    title: 'Vaše údaje',
    name: 'Jméno',
    phone: 'Telefon',
    email: 'E-mail',
    since: 'Známe od',
    none: 'Neuvedeno',
    hint: 'Je-li tu něco špatně, řekněte to restauraci: opraví to.',
  },
  consents: {
    title: 'Novinky a nabídky',
    hint: 'Rozhodujete vy a můžete to kdykoli změnit. Objednávky na tom nezávisí.',
    given: 'Souhlas ze dne {date}',
    withdrawn: 'Odvoláno {date}',
  },
};
