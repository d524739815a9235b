'use client';
import { DUTIES, type Duty } from '@toster/contracts/rbac/roles';
import { type FactorStanding, GRACE_DAYS, type Policy } from '@toster/contracts/schemas/policy';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { PolicyPreview } from '#features/settings/policy-preview.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useSession } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { useNotify } from '#ui/toast.tsx';
import { useLast } from '#ui/use-last.ts';

type Members = FactorStanding['members'];
type Days = (typeof GRACE_DAYS)[number];

/** Who must have a second factor from now on, and whom that would keep out. Open while the members are there. */
export function PolicyDialog({
  policy,
  members,
  onSaved,
  onClose,
}: {
  policy: Policy | null;
  members: Members | null;
  onSaved: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('settings.policy.edit');
  const shown = useLast(members);
  return (
    <Dialog
      open={members !== null}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={t('title')}
      description={t('body')}
    >
      {shown === null || policy === null ? null : (
        <PolicyForm policy={policy} members={shown} onSaved={onSaved} onClose={onClose} />
      )}
    </Dialog>
  );
}

function PolicyForm({
  policy,
  members,
  onSaved,
  onClose,
}: {
  policy: Policy;
  members: Members;
  onSaved: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('settings.policy.edit');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const notify = useNotify();
  const failureText = useFailureText();
  const { staffId } = useSession();
  const before = policy.secondFactor.map(({ duty }) => duty);
  const [chosen, setChosen] = useState<readonly Duty[]>(before);
  const [inDays, setInDays] = useState<Days>(7);
  const [error, setError] = useState<string>();

  const lacking = members.filter(
    ({ hasFactor, duties }) => !hasFactor && duties.some((duty) => chosen.includes(duty)),
  );
  const isNew = ({ duties }: Members[number]) => !duties.some((duty) => before.includes(duty));
  const unchanged =
    chosen.length === before.length && chosen.every((duty) => before.includes(duty));

  const update = useMutation(
    trpc.policy.update.mutationOptions({
      onSuccess: () => {
        notify.done({
          title: t('done'),
          description: t('told', { count: lacking.filter(isNew).length }),
        });
        onSaved();
      },
      onError: (failure) => setError(failureText(failure)),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (unchanged) return setError(t('unchanged'));
    if (lacking.some(({ id }) => id === staffId)) return setError(t('yourself'));
    update.mutate({ version: policy.version, secondFactor: [...chosen], inDays });
  };
  const toggle = (duty: Duty) => {
    setError(undefined);
    setChosen(chosen.includes(duty) ? chosen.filter((each) => each !== duty) : [...chosen, duty]);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <DutyChoice members={members} chosen={chosen} onToggle={toggle} />
      <DaysChoice days={inDays} onChange={setInDays} keeps={before.length > 0} />
      <PolicyPreview
        lacking={lacking}
        isEmpty={chosen.length === 0}
        days={inDays}
        includesSelf={lacking.some(({ id }) => id === staffId)}
      />
      {error === undefined ? null : (
        <p role="alert" className="text-sm font-medium text-pretty text-bad">
          {error}
        </p>
      )}
      <DialogActions>
        <Button type="submit" variant="primary" loading={update.isPending}>
          {t('save')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {common('cancel')}
        </Button>
      </DialogActions>
    </form>
  );
}

function DutyChoice({
  members,
  chosen,
  onToggle,
}: {
  members: Members;
  chosen: readonly Duty[];
  onToggle: (duty: Duty) => void;
}) {
  const t = useTranslations('settings.policy.edit');
  const audit = useTranslations('audit');
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('who')}</legend>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {DUTIES.map((duty) => {
          const of = members.filter(({ duties }) => duties.includes(duty));
          return (
            <li key={duty}>
              <label className="flex min-h-8 cursor-pointer items-center gap-2 text-sm touch:min-h-11">
                <input
                  type="checkbox"
                  checked={chosen.includes(duty)}
                  onChange={() => onToggle(duty)}
                  className="size-4 shrink-0 touch:size-6"
                />
                <span className="flex-1">{audit(`role.${duty}`)}</span>
                <span className="text-xs text-ink-3 nums">
                  {t('have', {
                    have: of.filter(({ hasFactor }) => hasFactor).length,
                    total: of.length,
                  })}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

function DaysChoice({
  days,
  onChange,
  keeps,
}: {
  days: Days;
  onChange: (days: Days) => void;
  keeps: boolean;
}) {
  const t = useTranslations('settings.policy.edit');
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('when')}</legend>
      <div className="flex flex-wrap gap-x-6">
        {GRACE_DAYS.map((each) => (
          <label
            key={each}
            className="flex min-h-8 cursor-pointer items-center gap-2 text-sm touch:min-h-11"
          >
            <input
              type="radio"
              name="days"
              checked={days === each}
              onChange={() => onChange(each)}
              className="size-4 touch:size-6"
            />
            {t('days', { days: each })}
          </label>
        ))}
      </div>
      {keeps ? <p className="mt-1 text-xs text-ink-3">{t('keeps')}</p> : null}
    </fieldset>
  );
}
