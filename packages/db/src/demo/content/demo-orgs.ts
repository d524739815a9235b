import { BISTRO_PRAHA } from './cz.ts';
import { WIRTSHAUS_BERLIN } from './de.ts';
import { TAPAS_MADRID } from './es.ts';
import { PIEROGI_KRAKOW } from './pl.ts';
import type { DemoContent } from './types.ts';
import { VARENYK_KYIV } from './ua.ts';
import { DINER_AUSTIN } from './us.ts';

/** The demo organisations, one for each fiscal country. */
export const DEMO_ORGS: readonly DemoContent[] = [
  VARENYK_KYIV,
  PIEROGI_KRAKOW,
  BISTRO_PRAHA,
  WIRTSHAUS_BERLIN,
  TAPAS_MADRID,
  DINER_AUSTIN,
];
