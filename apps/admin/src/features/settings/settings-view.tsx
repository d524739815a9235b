'use client';
import { printsTaxNumber } from '@toster/contracts/receipt-seller';
import type { Settings, Usage } from '@toster/contracts/schemas/settings';
import { Info, Pencil, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { HistoryLink } from '#features/history/history-link.tsx';
import { SettingsFacts } from '#features/settings/settings-facts.tsx';
import { UsageSection } from '#features/settings/usage-section.tsx';
import { useReadsLog } from '#features/settings/use-reads-log.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useMayThroughout, useSession } from '#features/shell/session.tsx';
import { Button } from '#ui/button.tsx';
import { createPart, usePart } from '#ui/lazy.tsx';
import { Skeleton } from '#ui/skeleton.tsx';

const form = createPart(
  async () => (await import('#features/settings/settings-form.tsx')).SettingsForm,
);

/** What the organisation says of itself, read by those who may, and edited in place by owners. */
export function SettingsView({
  reading,
  policy,
  usage,
}: {
  reading: Reading<Settings>;
  /** What is asked of a sign-in. */
  policy: ReactNode;
  usage: Reading<Usage>;
}) {
  const t = useTranslations('settings');
  const { org } = useSession();
  const mayEdit = useMayThroughout('org_settings.update');
  const readsLog = useReadsLog(null);
  const [editing, setEditing] = useState(false);
  const SettingsForm = usePart(form, editing);
  const showsForm = editing && SettingsForm !== null && reading.data !== null;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {readsLog ? <HistoryLink kind="organisation" id={org.id} /> : null}
            {mayEdit && reading.data !== null && !showsForm ? (
              <Button variant="primary" onClick={() => setEditing(true)}>
                <Pencil aria-hidden className="size-4" />
                {t('edit')}
              </Button>
            ) : null}
          </>
        }
      >
        {t('scope', { org: org.name })}
      </PageHeader>
      <ReadingView
        alone
        reading={reading}
        label={t('loading')}
        skeleton={<SettingsSkeleton label={t('loading')} />}
      >
        {(settings) =>
          showsForm ? (
            <SettingsForm settings={settings} onDone={() => setEditing(false)} />
          ) : (
            <>
              <Notices settings={settings} mayEdit={mayEdit} />
              <SettingsFacts settings={settings} />
              <div className="mt-5 flex flex-col gap-5">
                {policy}
                <UsageSection reading={usage} />
              </div>
            </>
          )
        }
      </ReadingView>
    </>
  );
}

/** What is missing on receipts, and who could add it. */
function Notices({ settings, mayEdit }: { settings: Settings; mayEdit: boolean }) {
  const t = useTranslations('settings');
  const lacksName = settings.legalName === '';
  const lacksNumber = settings.taxId === '' && printsTaxNumber(settings.country);
  const what = lacksName && lacksNumber ? 'both' : lacksName ? 'legalName' : 'taxId';
  return (
    <>
      {lacksName || lacksNumber ? (
        <p
          role="status"
          className="mb-4 flex items-start gap-2 rounded-lg bg-warn-soft px-4 py-3 text-sm text-warn"
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t(mayEdit ? 'missingOwner' : 'missing', { what })}
        </p>
      ) : null}
      {mayEdit ? null : (
        <p className="mb-4 flex items-start gap-2 rounded-lg bg-band px-4 py-3 text-sm text-ink-2">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
          {t('readOnly')}
        </p>
      )}
    </>
  );
}

function SettingsSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-5">
      {[4, 2, 2, 2].map((fields, section) => (
        <div
          key={section}
          className="grid gap-6 rounded-lg border border-line bg-surface p-5 wide:grid-cols-[260px_minmax(0,1fr)]"
        >
          <div className="flex flex-col gap-2.5">
            <Skeleton className="w-24" />
            <Skeleton className="w-48" />
          </div>
          <div className="grid gap-6 sm:grid-cols-2">
            {Array.from({ length: fields }, (_, field) => (
              <div key={field} className="flex flex-col gap-2">
                <Skeleton className="w-20" />
                <Skeleton className="w-40" />
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
