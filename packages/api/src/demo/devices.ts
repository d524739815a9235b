import type { DemoStaffKey } from '@toster/db/demo/content/types';

/** What a request says of the device it comes from. */
export type Device = {
  readonly userAgent: string;
  /** The network it is in, see `addressOf`. */
  readonly network: 'home' | 'branch' | 'office' | 'mobile';
};

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0';

/** The devices of a restaurant. */
export const DEVICES = {
  laptop: {
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    network: 'office',
  },
  tablet: {
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/149.0.0.0 Mobile/15E148 Safari/604.1',
    network: 'mobile',
  },
  phone: {
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
    network: 'mobile',
  },
  courierPhone: {
    userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`,
    network: 'mobile',
  },
  counter: {
    userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Safari/537.36`,
    network: 'home',
  },
  till: {
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/149.0.0.0`,
    network: 'home',
  },
  kitchen: {
    userAgent: `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`,
    network: 'home',
  },
  backRoom: {
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`,
    network: 'home',
  },
  branchTill: {
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/149.0.0.0`,
    network: 'branch',
  },
  desk: {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0',
    network: 'office',
  },
} as const satisfies Readonly<Record<string, Device>>;

export type DeviceName = keyof typeof DEVICES;

/** Where somebody usually works. */
export const USUAL: Readonly<Record<DemoStaffKey, DeviceName>> = {
  owner: 'laptop',
  owner2: 'phone',
  officer: 'branchTill',
  manager: 'backRoom',
  operator: 'counter',
  cook: 'kitchen',
  packer: 'kitchen',
  courier: 'courierPhone',
  cashier: 'till',
  marketing: 'laptop',
  accountant: 'desk',
  hr: 'desk',
};

/** Blocks that belong to nobody and are there for examples (RFC 5737). */
const BLOCK: Readonly<Record<Device['network'], string>> = {
  home: '192.0.2',
  branch: '192.0.2',
  office: '198.51.100',
  mobile: '203.0.113',
};

/** The address a device of the `nth` restaurant has. */
export function addressOf({ network }: Device, nth: number): string {
  return `${BLOCK[network]}.${(network === 'branch' ? 110 : 10) + nth * 7}`;
}
