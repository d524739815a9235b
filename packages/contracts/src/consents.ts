/** What guests are asked to agree to, and where. The texts they read are in `consent-texts.ts`. */
export const CONSENT_PURPOSES = ['news_email', 'news_phone'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_CHANNELS = ['guest_page'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];
