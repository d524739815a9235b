import { ZListCustomersInput } from '@toster/contracts/schemas/customers';
import { expect, it } from 'vitest';
import { customerQuery } from '#features/customers/filters.ts';

const PODIL = '0198c5a0-0000-7000-8000-000000000001';
const ELSEWHERE = '0198c5a0-0000-7000-8000-000000000002';

it('a list of guests asks for a place where the person works, or for all of them', () => {
  const query = customerQuery({ location: PODIL, sort: 'newest' }, [{ id: PODIL }]);
  expect(ZListCustomersInput.parse(query)).toEqual({
    locationId: PODIL,
    sort: 'newest',
    limit: 50,
  });
  for (const location of [null, ELSEWHERE])
    expect(customerQuery({ location, sort: 'last_order' }, [{ id: PODIL }])).not.toHaveProperty(
      'locationId',
    );
});
