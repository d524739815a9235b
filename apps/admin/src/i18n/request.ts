import { getRequestConfig } from 'next-intl/server';
import messages from '#messages/en.json';

/** English is the console's only complete language; an establishment's locale formats its money. */
export default getRequestConfig(async () => ({ locale: 'en', timeZone: 'UTC', messages }));
