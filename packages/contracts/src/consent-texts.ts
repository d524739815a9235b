/**
 * The sentences guests agree to. A version that somebody has read is never edited: what is changed is a new version,
 * and the old one stays here, because a consent is proven by the words it was given to (GDPR Art. 7(1)).
 */
import type { ConsentPurpose } from './consents.ts';
import type { DocumentLanguage } from './locales.ts';

type Texts = Readonly<Record<ConsentPurpose, Readonly<Record<DocumentLanguage, string>>>>;

/** By version; `{org}` is the restaurant's name. */
export const CONSENT_TEXTS: Readonly<Record<string, Texts>> = {
  '2026-11': {
    news_email: {
      en: '{org} may send me news and offers by e-mail.',
      uk: '{org} може надсилати мені новини та пропозиції електронною поштою.',
      pl: '{org} może wysyłać mi wiadomości i oferty e-mailem.',
      cs: '{org} mi může posílat novinky a nabídky e-mailem.',
      de: '{org} darf mir Neuigkeiten und Angebote per E-Mail schicken.',
      es: '{org} puede enviarme novedades y ofertas por correo electrónico.',
    },
    news_phone: {
      en: '{org} may tell me about news and offers by text message or telephone.',
      uk: '{org} може повідомляти мені про новини та пропозиції в SMS або телефоном.',
      pl: '{org} może informować mnie o nowościach i ofertach SMS-em lub telefonicznie.',
      cs: '{org} mi může dávat vědět o novinkách a nabídkách SMS zprávou nebo telefonicky.',
      de: '{org} darf mir Neuigkeiten und Angebote per SMS oder Telefon mitteilen.',
      es: '{org} puede informarme de novedades y ofertas por SMS o por teléfono.',
    },
  },
};

/** The version that is shown now. */
export const CONSENT_VERSION = '2026-11';
