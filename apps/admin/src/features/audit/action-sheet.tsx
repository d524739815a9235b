'use client';
import type { AuditActor, AuditLine, GetAuditRequestOutput } from '@toster/contracts/schemas/audit';
import { Filter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EventDiff } from '#features/audit/event-diff.tsx';
import type { AuditFilters } from '#features/audit/filters.ts';
import { actorName } from '#features/audit/sentence.ts';
import { SentenceText } from '#features/audit/sentence-text.tsx';
import { useActionName } from '#features/audit/use-action-name.ts';
import { useRequest } from '#features/audit/use-request.ts';
import { useWords } from '#features/audit/use-words.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { RecordSteps } from '#features/shell/record-steps.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/button.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

type ActionSheetProps = {
  requestId: string | null;
  lines: readonly AuditLine[];
  onOpen: (requestId: string) => void;
  onClose: () => void;
  onFilter: (filters: Partial<AuditFilters>) => void;
};

/** One action in full: the sentence, who and from where, and every row it changed. */
export function ActionSheet({ requestId, lines, onOpen, onClose, onFilter }: ActionSheetProps) {
  const t = useTranslations('audit');
  const actionName = useActionName();
  const { query, request, events } = useRequest(requestId);
  const open = requestId !== null;
  const line = lines.find((each) => each.requestId === requestId);

  return (
    <Sheet
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      width="wide"
      title={request ? actionName(request.action) : t('details')}
      toolbar={
        <RecordSteps
          ids={lines.map((each) => each.requestId)}
          id={requestId}
          previous={t('previous')}
          next={t('next')}
          keys={open}
          onStep={onOpen}
        />
      }
    >
      {query.isError ? (
        <FailureView error={query.error} onRetry={() => void query.refetch()} />
      ) : request ? (
        <div className="flex flex-col gap-6 px-5 py-5">
          {line ? (
            <p className="text-lg leading-7 tracking-tight text-pretty text-ink-2">
              <SentenceText line={line} />
            </p>
          ) : null}
          <Facts request={request} onFilter={onFilter} />
          <section>
            <h3 className="mb-2 text-sm font-semibold">
              {t(line?.countIsLeast ? 'changesAtLeast' : 'changes', {
                count: line?.count ?? events.length,
              })}
            </h3>
            <div className="flex flex-col gap-2.5">
              {events.map((event) => (
                <EventDiff key={event.capSeq} event={event} proof />
              ))}
              {query.hasNextPage ? (
                <Button
                  className="self-start"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('moreRows')}
                </Button>
              ) : null}
            </div>
          </section>
        </div>
      ) : (
        <SkeletonRows rows={8} label={t('loadingRequest')} />
      )}
    </Sheet>
  );
}

function Facts({
  request,
  onFilter,
}: {
  request: GetAuditRequestOutput;
  onFilter: (filters: Partial<AuditFilters>) => void;
}) {
  const t = useTranslations('audit');
  const formats = useFormats();
  const words = useWords();
  const who = (actor: AuditActor) => actorName(actor, words);
  const { actor, address } = request;
  return (
    <dl className="grid grid-cols-[minmax(90px,20%)_1fr] items-baseline gap-x-4 gap-y-2 text-sm">
      <Fact label={t('facts.when')}>
        <span className="nums">
          {formats.dateTime(request.at)}{' '}
          <span className="text-ink-3">({formats.exactTime(request.at)})</span>
        </span>
      </Fact>
      <Fact
        label={t('facts.who')}
        action={
          actor.id === null ? undefined : (
            <Only onClick={() => onFilter({ actor: actor.id })}>
              {t('onlyActor', { name: who(actor) })}
            </Only>
          )
        }
      >
        {who(actor)}
      </Fact>
      {request.approver ? <Fact label={t('facts.approver')}>{who(request.approver)}</Fact> : null}
      {request.location ? <Fact label={t('facts.place')}>{request.location.name}</Fact> : null}
      <Fact label={t('facts.source')}>{t(`source.${request.source}`)}</Fact>
      <Fact
        label={t('facts.address')}
        action={
          address.state === 'disclosed' && address.value !== null ? (
            <Only onClick={() => onFilter({ address: address.value })}>{t('onlyAddress')}</Only>
          ) : undefined
        }
      >
        <PersonalFact fact={address} />
      </Fact>
      <Fact label={t('facts.device')}>
        <PersonalFact fact={request.userAgent} />
      </Fact>
      <Fact label={t('facts.request')}>
        <code className="font-mono text-xs break-all text-ink-2">{request.requestId}</code>
      </Fact>
      {request.sessionId === null ? null : (
        <Fact label={t('facts.session')}>
          <code className="font-mono text-xs break-all text-ink-2">{request.sessionId}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({
  label,
  children,
  action,
}: {
  label: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-3 break-words">
        {children}
        {action}
      </dd>
    </>
  );
}

function PersonalFact({ fact }: { fact: GetAuditRequestOutput['address'] }) {
  const t = useTranslations('audit');
  if (fact.state === 'disclosed') return <span className="min-w-0 break-words">{fact.value}</span>;
  return (
    <span className={fact.state === 'altered' ? 'font-medium text-bad' : 'text-ink-3'}>
      {t(`fact.${fact.state}`)}
    </span>
  );
}

function Only({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex min-h-6 touch:min-h-11 items-center gap-1 rounded-sm text-xs font-medium text-accent-ink hover:underline"
    >
      <Filter aria-hidden className="size-3" />
      {children}
    </button>
  );
}
