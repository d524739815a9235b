'use client';
import type {
  LookUpCustomerInput,
  LookUpCustomerOutput,
} from '@toster/contracts/schemas/customers';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPCClient } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';

/** Where an exact look-up stands. */
export type LookUp = {
  readonly ask: (input: LookUpCustomerInput) => void;
  readonly pending: boolean;
  readonly answer: LookUpCustomerOutput | null;
  readonly error: unknown;
  /** When the next look-up is free, epoch milliseconds; null while one is. */
  readonly freeAt: number | null;
  readonly reset: () => void;
};

/**
 * Looks guests up, once for each time it is asked: never again by itself, because every look-up counts. Beyond the
 * limit it says when the next one is free, and forgets the refusal then.
 */
export function useLookUp(onAnswer?: (answer: LookUpCustomerOutput) => void): LookUp {
  const client = useTRPCClient();
  const [freeAt, setFreeAt] = useState<number | null>(null);
  const mutation = useMutation({
    mutationFn: (input: LookUpCustomerInput) => client.customers.lookUp.query(input),
    retry: false,
    // What was found is personal: it goes when nobody looks at it any more.
    gcTime: 0,
    onSuccess: (answer) => onAnswer?.(answer),
    onError: (error) => {
      const { code, retryAfterSeconds } = failureOf(error);
      if (code === 'RATE_LIMITED' && retryAfterSeconds !== null)
        setFreeAt(Date.now() + retryAfterSeconds * 1000);
    },
  });
  useEffect(() => {
    if (freeAt === null) return;
    const timer = setTimeout(() => setFreeAt(null), Math.max(0, freeAt - Date.now()));
    return () => clearTimeout(timer);
  }, [freeAt]);
  return {
    ask: mutation.mutate,
    pending: mutation.isPending,
    answer: mutation.data ?? null,
    error: mutation.error,
    freeAt,
    reset: mutation.reset,
  };
}
