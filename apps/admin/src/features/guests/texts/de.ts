import type { GuestTexts } from '#features/guests/guest-texts.ts';

/** The pages for guests in German. */
export const de: GuestTexts = {
  lead: 'Ihre Bestellungen, Ihre Daten und worin Sie einwilligen.',
  loading: 'Wird geladen',
  again: 'Noch einmal versuchen',
  languages: 'Sprachen',
  ask: {
    lead: 'Wir schicken sechs Ziffern an Ihre E-Mail-Adresse. Wer Ihre Post liest, sind Sie; ein Passwort gibt es nicht.',
    email: 'E-Mail',
    hint: 'Die Adresse, die Sie bei der Bestellung angegeben haben.',
    invalid: 'Geben Sie eine E-Mail-Adresse ein.',
    submit: 'Ziffern schicken',
  },
  code: {
    lead: 'Wenn {org} die Adresse {email} kennt, ist eine E-Mail mit sechs Ziffern unterwegs. Sie gilt zehn Minuten.',
    label: 'Sechs Ziffern',
    hint: 'Es kann eine Minute dauern. Sehen Sie auch im Spam-Ordner nach.',
    invalid: 'Geben Sie die sechs Ziffern aus der E-Mail ein.',
    submit: 'Anmelden',
    back: 'Andere Adresse',
  },
  problems: {
    tooMany: 'Zu viele Versuche. Versuchen Sie es um {time} wieder.',
    wrong: 'Das sind nicht die Ziffern, oder sie gelten nicht mehr.',
    offline: 'Keine Verbindung. Prüfen Sie sie und versuchen Sie es noch einmal.',
    failed: 'Das hat nicht geklappt. Nichts ist verloren; versuchen Sie es noch einmal.',
  },
  out: {
    action: 'Abmelden',
    hint: 'Melden Sie sich auf einem Gerät, das andere benutzen, am Ende ab.',
  },
  elsewhere: {
    title: 'Sie sind bei {other} angemeldet',
    body: 'Um zu sehen, was Ihnen bei {org} gehört, melden Sie sich dort zuerst ab.',
    there: 'Zu {other}',
  },
  orders: {
    title: 'Ihre Bestellungen',
    empty: 'Es gibt noch keine Bestellungen',
    number: 'Bestellung {number}',
    receipt: 'Beleg',
    more: 'Ältere zeigen',
  },
  status: {
    placed: 'Aufgegeben',
    accepted: 'Angenommen',
    cooking: 'In Zubereitung',
    ready: 'Fertig',
    packed: 'Verpackt',
    on_way: 'Unterwegs',
    delivered: 'Geliefert',
    cancelled: 'Storniert',
    voided: 'Storniert',
    refunded: 'Erstattet',
  },
  channel: {
    dine_in: 'Am Tisch',
    takeaway: 'Zum Mitnehmen',
    delivery: 'Lieferung',
  },
  data: {
    title: 'Ihre Daten',
    name: 'Name',
    phone: 'Telefon',
    email: 'E-Mail',
    since: 'Bekannt seit',
    none: 'Nicht angegeben',
    hint: 'Wenn hier etwas nicht stimmt, sagen Sie es dem Restaurant: Es berichtigt es.',
  },
  consents: {
    title: 'Neuigkeiten und Angebote',
    hint: 'Sie entscheiden und können es jederzeit ändern. Ihre Bestellungen hängen nicht davon ab.',
    given: 'Eingewilligt am {date}',
    withdrawn: 'Widerrufen am {date}',
  },
};
