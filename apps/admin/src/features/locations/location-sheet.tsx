'use client';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { ChevronDown, ChevronUp, Link2, SearchX } from 'lucide-react';
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
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useCopyLink } from '#features/shell/use-copy-link.ts';
import { Button, IconButton } from '#ui/button.tsx';
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
  const copyLink = useCopyLink();
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
  const index = neighbours.findIndex((each) => each.id === shown);
  const step = (by: 1 | -1) => {
    const next = index === -1 ? undefined : neighbours[index + by];
    if (next) leave(() => onOpen(next.id));
  };
  const readsLog = useReadsLog(shown);
  const enabled = id !== null && mode === 'view';
  useShortcut('nextRecord', () => step(1), { enabled, inDialog: true });
  useShortcut('previousRecord', () => step(-1), { enabled, inDialog: true });
  useShortcut('copyLink', copyLink, { enabled, inDialog: true });
  return (
    <Sheet
      open={id !== null}
      onOpenChange={(open) => (open ? undefined : leave(onClose))}
      title={location?.name ?? t('title')}
      toolbar={
        <>
          <IconButton
            label={t('sheet.previous')}
            aria-keyshortcuts="["
            disabled={index <= 0}
            onClick={() => step(-1)}
          >
            <ChevronUp aria-hidden className="size-4" />
          </IconButton>
          <IconButton
            label={t('sheet.next')}
            aria-keyshortcuts="]"
            disabled={index === -1 || index >= neighbours.length - 1}
            onClick={() => step(1)}
          >
            <ChevronDown aria-hidden className="size-4" />
          </IconButton>
          <IconButton label={t('sheet.copyLink')} aria-keyshortcuts="c" onClick={copyLink}>
            <Link2 aria-hidden className="size-4" />
          </IconButton>
        </>
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
