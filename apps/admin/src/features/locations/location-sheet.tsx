'use client';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HistoryLink } from '#features/history/history-link.tsx';
import { DETAILS_FORM, EditLocation } from '#features/locations/edit-location.tsx';
import { HOURS_FORM, HoursEditor } from '#features/locations/hours-editor.tsx';
import { LocationDetailsPart, LocationHoursPart } from '#features/locations/location-parts.tsx';
import { OpenBadge } from '#features/locations/open-badge.tsx';
import { openNowOf } from '#features/locations/open-state.ts';
import { useReadsLog } from '#features/settings/use-reads-log.ts';
import { leave } from '#features/shell/leaving.ts';
import { RecordSteps } from '#features/shell/record-steps.tsx';
import { Button } from '#ui/button.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { StateView } from '#ui/state-view.tsx';

type Mode = 'view' | 'details' | 'hours';
const FORMS = { details: DETAILS_FORM, hours: HOURS_FORM } as const;

type LocationSheetProps = {
  id: string | null;
  /** Those of the list, for the next and the previous one. */
  neighbours: readonly LocationDetails[];
  all: readonly LocationDetails[];
  at: string;
  onOpen: (id: string) => void;
  onClose: () => void;
};

/** One establishment beside the list; each part of it is edited in place by those who may. */
export function LocationSheet({ id, neighbours, all, at, onOpen, onClose }: LocationSheetProps) {
  const t = useTranslations('locations');
  const [mode, setMode] = useState<Mode>('view');
  const [of, setOf] = useState(id);
  // What was shown stays while the sheet closes.
  if (id !== null && of !== id) {
    setOf(id);
    setMode('view');
  }
  if (id === null && mode !== 'view') setMode('view');
  const shown = id ?? of;
  const location = all.find((each) => each.id === shown);
  const readsLog = useReadsLog(shown);
  return (
    <Sheet
      open={id !== null}
      onOpenChange={(open) => (open ? undefined : leave(onClose))}
      title={location?.name ?? t('title')}
      toolbar={
        <RecordSteps
          ids={neighbours.map((each) => each.id)}
          id={shown}
          previous={t('sheet.previous')}
          next={t('sheet.next')}
          keys={id !== null && mode === 'view'}
          onStep={(next) => leave(() => onOpen(next))}
        />
      }
      footer={
        location === undefined ? undefined : (
          <>
            {mode === 'view' ? null : (
              <>
                <Button type="submit" form={FORMS[mode]} variant="primary">
                  {t(mode === 'hours' ? 'hoursEditor.save' : 'edit.save')}
                </Button>
                <Button variant="ghost" onClick={() => leave(() => setMode('view'))}>
                  {t('edit.cancel')}
                </Button>
              </>
            )}
            <span className="flex-1" />
            {readsLog ? <HistoryLink kind="location" id={location.id} /> : null}
          </>
        )
      }
    >
      {location === undefined ? (
        <StateView icon={SearchX} title={t('sheet.gone')}>
          {t('sheet.goneBody')}
        </StateView>
      ) : (
        <div className="flex flex-col gap-6 px-5 py-5">
          {mode === 'view' ? (
            <div>
              <OpenBadge now={openNowOf(location, at)} />
            </div>
          ) : (
            <h3 className="-mb-2 text-sm font-semibold">
              {t(mode === 'hours' ? 'sheet.hours' : 'sheet.details')}
            </h3>
          )}
          {mode === 'hours' ? (
            <HoursEditor key={location.id} location={location} onSaved={() => setMode('view')} />
          ) : mode === 'details' ? (
            <EditLocation key={location.id} location={location} onSaved={() => setMode('view')} />
          ) : (
            <>
              <LocationDetailsPart location={location} onEdit={() => setMode('details')} />
              <LocationHoursPart location={location} at={at} onEdit={() => setMode('hours')} />
              {location.writable.length > 0 ? null : (
                <p className="text-sm text-ink-3">{t('sheet.readOnly')}</p>
              )}
            </>
          )}
        </div>
      )}
    </Sheet>
  );
}
