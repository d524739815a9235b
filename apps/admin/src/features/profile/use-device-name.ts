'use client';
import type { Device } from '@toster/contracts/schemas/session';
import { useTranslations } from 'next-intl';

/** A device in plain words: the browser and what it runs on, as far as they are known. */
export function useDeviceName(): (device: Device | null) => string {
  const t = useTranslations('sessions');
  return (device) => {
    const { browser = null, system = null } = device ?? {};
    if (browser !== null && system !== null) return t('device', { browser, system });
    return browser ?? system ?? t('unknownDevice');
  };
}
