import { AppError } from '@toster/contracts/errors';
import { documentLocale } from '@toster/contracts/locales';
import { ZSettings, ZUpdateSettingsInput } from '@toster/contracts/schemas/settings';
import { org, orgProfile } from '@toster/db/schema/org';
import { eq } from 'drizzle-orm';
import { lockOrg } from '../../lock-org.ts';
import { tenant } from '../../procedures.ts';
import { assertTimeZone, differing, loadSettings, readTaxId } from './settings-rows.ts';

/**
 * Changes what the organisation says of itself; what is left out stays. CONFLICT when somebody has changed it since the
 * version that was seen. Settings that say the same already are left alone.
 */
export const updateSettings = tenant({
  permission: 'org_settings.update',
  event: 'org.updated',
  stepUp: true,
  at: 'organisation',
  cost: 2,
})
  .input(ZUpdateSettingsInput)
  .output(ZSettings)
  .mutation(async ({ ctx: { tx, caller }, input: { version, data } }) => {
    const { orgId } = caller;
    const { country } = caller.org;
    await lockOrg(tx, caller);
    const current = await loadSettings(tx, caller);
    if (current.version !== version) throw new AppError('CONFLICT');
    const { name, timezone, language, ...profile } = differing(current, {
      ...data,
      ...(data.taxId === undefined
        ? {}
        : { taxId: readTaxId(country, data.taxId, ['data', 'taxId']) }),
    });
    if (timezone !== undefined) assertTimeZone(country, timezone, ['data', 'timezone']);
    const business = {
      ...(name === undefined ? {} : { name }),
      ...(timezone === undefined ? {} : { timezone }),
      ...(language === undefined ? {} : { locale: documentLocale(language, country) }),
    };
    const changesOrg = Object.keys(business).length > 0;
    if (!changesOrg && Object.keys(profile).length === 0) return current;

    if (changesOrg) await tx.update(org).set(business).where(eq(org.orgId, orgId));
    const stated = { ...profile, version: version + 1 };
    await (version === 0
      ? tx.insert(orgProfile).values({ orgId, ...stated })
      : tx.update(orgProfile).set(stated).where(eq(orgProfile.orgId, orgId)));
    return loadSettings(tx, caller);
  });
