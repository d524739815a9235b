import type { Scene } from '../scene.ts';

/** The courier, gloves on, gets the password wrong twice and then right. */
const passwordIsMistyped: Scene = {
  key: 'password-is-mistyped',
  leaves: [
    { by: 'courier', action: 'session.started' },
    { by: 'courier', action: 'sign_in.failed' },
  ],
  act: async (stage) => {
    const { typo } = stage.words;
    await stage.mistype('courier', typo);
    await stage.mistype('courier', `${typo}!`);
    await stage.person('courier');
  },
};

/** The packer is curious about the log, and would like to see another price. */
const packerIsRefused: Scene = {
  key: 'packer-is-refused',
  leaves: [{ by: 'packer', action: 'access.denied' }],
  act: async (stage) => {
    const packer = await stage.person('packer');
    const { id: locationId } = await stage.place(packer);
    const { id } = await stage.dish(packer, locationId, stage.words.soldOut);
    await packer.isRefused((api) => api.audit.search({}));
    await packer.isRefused((api) => api.menu.priceItem({ id, priceMinor: 100 }));
  },
};

/** The other owner looks in from the telephone. */
const otherOwnerLooksIn: Scene = {
  key: 'other-owner-looks-in',
  leaves: [{ by: 'owner2', action: 'session.started' }],
  act: async (stage) => {
    const owner = await stage.person('owner2');
    await owner.call((api) => api.home.attention({}));
    await owner.call((api) => api.audit.search({}));
  },
};

/** The shift is over: the cashier signs out. */
const cashierGoesHome: Scene = {
  key: 'cashier-goes-home',
  leaves: [{ by: 'cashier', action: 'session.ended' }],
  act: (stage) => stage.leave('cashier'),
};

/** From the tablet, in another network, the owner ends the session that a telephone still holds. */
const ownerTidiesUp: Scene = {
  key: 'owner-tidies-up',
  leaves: [{ by: 'owner', action: 'session.revoked' }],
  act: async (stage) => {
    const phone = await stage.person('owner', 'phone');
    const { sessionId } = await phone.call((api) => api.session.get({}));
    const tablet = await stage.person('owner', 'tablet');
    await tablet.call((api) => api.audit.search({}));
    await tablet.call((api) => api.session.list({}));
    await tablet.call((api) => api.session.revoke({ id: sessionId }));
  },
};

export const DOORS = {
  passwordIsMistyped,
  packerIsRefused,
  otherOwnerLooksIn,
  cashierGoesHome,
  ownerTidiesUp,
} as const satisfies Readonly<Record<string, Scene>>;
