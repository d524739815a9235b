import { z } from 'zod';
import { faultsOf, SPANS_PER_DAY, WEEKDAYS } from '../hours.ts';
import { FIELD_FORMS, type Field } from '../rbac/fields.ts';
import { lineOf, optionalLineOf, ZPhone } from './primitives.ts';

/** Establishments of one organisation: every list of them is read whole. */
export const LOCATIONS_MOST = 500;

/** The longest text a day can have. */
const DAY_LENGTH = SPANS_PER_DAY * 'HH:MM-HH:MM,'.length;
const ZDay = z.string().max(DAY_LENGTH);
const WEEK_SHAPE = {
  mon: ZDay,
  tue: ZDay,
  wed: ZDay,
  thu: ZDay,
  fri: ZDay,
  sat: ZDay,
  sun: ZDay,
};

/** A week that somebody enters: see `WeekHours`. Each faulty day is named with the rule it breaks. */
export const ZWeekHoursInput = z.strictObject(WEEK_SHAPE).superRefine((week, ctx) => {
  const faults = faultsOf(week);
  for (const day of WEEKDAYS) {
    const fault = faults[day];
    if (fault !== undefined) ctx.addIssue({ code: 'custom', path: [day], message: fault });
  }
});
const ZWeekHours = z.object(WEEK_SHAPE);

const FIELDS = Object.keys(FIELD_FORMS).filter((name): name is Field & `location.${string}` =>
  name.startsWith('location.'),
);

/** How an e-mail address of a business is entered; empty for none. */
export const ZEmailOrNone = z.union([z.literal(''), z.email().max(254)]);
export const ZPhoneOrNone = z.union([z.literal(''), ZPhone]);
/** An IANA zone; whether it is one of the country's is checked with the organisation at hand. */
export const ZTimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_]+){1,2}$/);

export const ZListLocationsOutput = z.object({
  /** The server's clock, so that "open now" is the same for everybody. */
  at: z.iso.datetime(),
  locations: z.array(
    z.object({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      city: z.string(),
      timezone: z.string(),
      address: z.string(),
      postcode: z.string(),
      phone: z.string(),
      email: z.string(),
      /** Null where nobody has stated them. */
      hours: ZWeekHours.nullable(),
      /** Goes back with a change, which is refused when somebody was faster. */
      version: z.int(),
      /** The parts that the caller may change. */
      writable: z.array(z.enum(FIELDS)),
    }),
  ),
});
export type ListLocationsOutput = z.infer<typeof ZListLocationsOutput>;
export type LocationDetails = ListLocationsOutput['locations'][number];

const ZVersion = z.int().min(0).max(2_147_483_647);

export const ZEditLocationInput = z.strictObject({
  id: z.uuid(),
  version: ZVersion,
  data: z
    .strictObject({
      name: lineOf(80).optional(),
      city: lineOf(80).optional(),
      timezone: ZTimeZone.optional(),
      address: optionalLineOf(160).optional(),
      postcode: optionalLineOf(16).optional(),
      phone: ZPhoneOrNone.optional(),
      email: ZEmailOrNone.optional(),
    })
    .refine((data) => Object.values(data).some((value) => value !== undefined), {
      error: 'nothing_to_change',
    }),
});

export const ZSetLocationHoursInput = z.strictObject({
  id: z.uuid(),
  version: ZVersion,
  data: z.strictObject({ hours: ZWeekHoursInput }),
});

export const ZLocationVersion = z.object({ id: z.uuid(), version: z.int() });

export const ZCreateLocationInput = z.strictObject({
  name: lineOf(80),
  slug: z
    .string()
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  city: lineOf(80),
  timezone: ZTimeZone,
  address: optionalLineOf(160).default(''),
  postcode: optionalLineOf(16).default(''),
});
export const ZCreateLocationOutput = z.object({ id: z.uuid() });
