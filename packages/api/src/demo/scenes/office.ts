import type { Scene } from '../scene.ts';

/** HR calls a colleague: the directory, the telephone number, which is a recorded read, and what she may do. */
const hrCallsSomebody: Scene = {
  key: 'hr-calls-somebody',
  leaves: [{ by: 'hr', action: 'personal_data.read' }],
  act: async (stage) => {
    const hr = await stage.person('hr');
    const { people } = await hr.call((api) => api.staff.list({}));
    const cook = people.find(({ grants }) => grants.some(({ role }) => role === 'cook'));
    if (cook === undefined) throw new Error('there is no cook');
    await hr.call((api) => api.staff.access({ id: cook.id }));
    await hr.call((api) => api.staff.contact({ id: cook.id }));
  },
};

/** The accountant goes through the payments and through what the log says about money. */
const accountantCountsUp: Scene = {
  key: 'accountant-counts-up',
  leaves: [{ by: 'accountant', action: 'session.started' }],
  act: async (stage) => {
    const accountant = await stage.person('accountant');
    const { orders } = await accountant.call((api) => api.orders.list({ status: ['refunded'] }));
    for (const { id } of orders.slice(0, 2)) await accountant.call((api) => api.orders.get({ id }));
    await accountant.call((api) => api.audit.search({ domain: 'finance' }));
  },
};

/** Marketing looks up what there is to write about, and to how many who consented. */
const marketingReadsTheCard: Scene = {
  key: 'marketing-reads-the-card',
  leaves: [{ by: 'marketing', action: 'session.started' }],
  act: async (stage) => {
    const marketing = await stage.person('marketing');
    const { id: locationId } = await stage.place(marketing);
    await marketing.call((api) => api.menu.list({ locationId }));
    await marketing.call((api) => api.customers.list({ locationId }));
  },
};

export const OFFICE: readonly Scene[] = [
  hrCallsSomebody,
  accountantCountsUp,
  marketingReadsTheCard,
];
