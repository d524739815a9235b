import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { ZSettings } from '@toster/contracts/schemas/settings';
import { tenant } from '../../procedures.ts';
import { loadSettings } from './settings-rows.ts';

/** What the organisation says of itself. It holds at every establishment, so whoever reads settings at one reads it. */
export const getSettings = tenant({ permission: 'org_settings.read', cost: 1 })
  .input(ZEmptyInput)
  .output(ZSettings)
  .query(({ ctx: { tx, caller } }) => loadSettings(tx, caller));
