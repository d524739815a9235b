import { z } from 'zod';

export { newId } from './new-id.ts';

/**
 * The fixed organisation id under which a cell keeps events that belong to no tenant: schema
 * changes, migrations, sign-in failures of unknown accounts.
 */
export const PLATFORM_ORG_ID = '00000000-0000-7000-8000-000000000000';

/** Any RFC 9562 UUID in lower or upper case hexadecimal; versions 1 to 8. */
export const ZId = z.uuid();
/** An identifier that passed `ZId`. */
export type Id = z.infer<typeof ZId>;
