'use client';
import { useTranslations } from 'next-intl';
import type { FieldErrors, FieldValues } from 'react-hook-form';

const RULES = {
  required: 'required',
  phone: 'phone',
  email: 'email',
  slug: 'slugForm',
  slug_taken: 'slugTaken',
  unknown_time_zone: 'timeZone',
} as const;

/** What is wrong with a field of an establishment, in words; the rule comes from the form or from the server. */
export function useLocationError<T extends FieldValues>(errors: FieldErrors<T>) {
  const t = useTranslations('locations.edit');
  return (name: keyof T): string | undefined => {
    const rule = errors[name]?.message;
    if (rule === undefined) return undefined;
    return t(Object.entries(RULES).find(([each]) => each === rule)?.[1] ?? 'other');
  };
}
