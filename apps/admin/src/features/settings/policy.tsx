'use client';
import type { FactorStanding } from '@toster/contracts/schemas/policy';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PolicySection } from '#features/settings/policy-section.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useMayThroughout } from '#features/shell/session.tsx';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { lazyPart } from '#ui/lazy.tsx';
import { useNotify } from '#ui/toast.tsx';

const PolicyDialog = lazyPart(
  async () => (await import('#features/settings/policy-dialog.tsx')).PolicyDialog,
  ({ members }) => members !== null,
);

/** Reads what the organisation asks of a sign-in, and lets owners decide it, who prove themselves before they see who has what. */
export function Policy() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const policy = useQuery(trpc.policy.get.queryOptions({}));
  const mayChange = useMayThroughout('security_policy.update');
  const [members, setMembers] = useState<FactorStanding['members'] | null>(null);
  const look = useMutation({
    mutationFn: () => client.policy.standing.query({}),
    onSuccess: (standing) => setMembers(standing.members),
    onError: (failure) => {
      if (failureOf(failure).code !== 'STEP_UP_REQUIRED')
        notify.failed({ title: failureText(failure) });
    },
  });
  return (
    <>
      <PolicySection
        reading={readingOf(policy)}
        pending={look.isPending}
        onChange={mayChange ? () => look.mutate() : null}
      />
      <PolicyDialog
        policy={policy.data ?? null}
        members={members}
        onClose={() => setMembers(null)}
        onSaved={() => {
          setMembers(null);
          void queries.invalidateQueries(trpc.policy.pathFilter());
        }}
      />
    </>
  );
}
