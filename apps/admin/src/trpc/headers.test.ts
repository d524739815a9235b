import { CSRF_HEADER } from '@toster/api/guard';
import { expect, it } from 'vitest';
import { OWN_SITE } from '#trpc/headers.ts';

it('the console sends the header that the API asks for', () => {
  expect(OWN_SITE).toEqual({ [CSRF_HEADER]: '1' });
});
