import { describe, expect, it } from 'vitest';
import { receiptMeant, receiptPath } from '#features/receipts/paths.ts';

const ID = '0190f3a1-7b1c-7c3e-9d52-4f1e2a3b4c5d';

describe('the address of a receipt', () => {
  it('means a code as it is kept, or an id', () => {
    expect(receiptMeant('7K3MPXQ4RT')).toEqual({ input: { code: '7K3MPXQ4RT' } });
    expect(receiptMeant(ID.toUpperCase())).toEqual({ input: { id: ID } });
  });

  it.each(['7k3mpxq4rt', '7K3MP-XQ4RT', ' 7k3mp xq4rt '])(
    'leads from %j to the proper one',
    (text) => {
      expect(receiptMeant(text)).toEqual({ elsewhere: receiptPath('7K3MPXQ4RT') });
    },
  );

  it.each(['', '1042', '7K3MPXQ4R', '7K3MPXQ4RTT', '7K3MPXQ4R0', '../audit', `${ID}0`])(
    'means nothing in %j',
    (text) => expect(receiptMeant(text)).toBeNull(),
  );
});
