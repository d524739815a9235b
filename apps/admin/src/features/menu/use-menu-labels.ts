'use client';
import { ALLERGENS } from '@toster/contracts/allergens';
import type { TAX_RULES, TaxCountry } from '@toster/contracts/tax';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

type TaxClassName =
  | { [Country in TaxCountry]: keyof (typeof TAX_RULES)[Country]['classes'] }[TaxCountry]
  | 'unstated';
const TAX_CLASSES: readonly TaxClassName[] = ['standard', 'meal', 'alcohol', 'unstated'];

/** The names of allergens and tax classes; what this version does not know is shown as it is. */
export function useMenuLabels(): {
  allergen: (name: string) => string;
  taxClass: (name: string) => string;
} {
  const t = useTranslations('menu');
  return useMemo(
    () => ({
      allergen: (name) => {
        const known = ALLERGENS.find((allergen) => allergen === name);
        return known === undefined ? name : t(`allergen.${known}`);
      },
      taxClass: (name) => {
        const known = TAX_CLASSES.find((taxClass) => taxClass === name);
        return known === undefined ? name : t(`taxClass.${known}`);
      },
    }),
    [t],
  );
}
