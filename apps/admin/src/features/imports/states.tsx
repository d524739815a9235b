import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import type { ComponentProps } from 'react';
import { ColumnsView } from '#features/imports/columns-view.tsx';
import { draftOf } from '#features/imports/draft.ts';
import { FoundView } from '#features/imports/found-view.tsx';
import { ImportView } from '#features/imports/import-view.tsx';
import { ImportsView } from '#features/imports/imports-view.tsx';
import { LinesView } from '#features/imports/lines-view.tsx';
import { ResultView } from '#features/imports/result-view.tsx';
import { stepOf } from '#features/imports/steps.ts';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { at, MARTA } from '#features/states/fixtures.ts';
import {
  ASIDE,
  CHANGES,
  IMPORTS,
  INSPECTION,
  MENU,
  PREVIEW,
  REASONS,
} from '#features/states/import-fixtures.ts';
import {
  FAILED,
  LOADING,
  NOT_FOUND,
  OFFLINE,
  read,
  readBefore,
  readInPart,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const nothing = () => undefined;

const NO_FILTERS = { location: null, kind: null, show: null } as const;
function list(
  reading: ComponentProps<typeof ImportsView>['reading'],
  filters: Partial<ComponentProps<typeof ImportsView>['filters']> = {},
) {
  return (
    <ImportsView
      reading={reading}
      filters={{ ...NO_FILTERS, ...filters }}
      onFilters={nothing}
      onNew={nothing}
    />
  );
}

/** The list of imports in every state. */
export const importsStates: PageStates = {
  loading: () => list(LOADING),
  empty: () => list(read([])),
  filtered: () => list(read([]), { kind: 'customers', show: 'open' }),
  partial: () => list(readInPart(IMPORTS), { show: 'aside' }),
  stale: () => list({ ...readBefore(IMPORTS), stale: true }),
  error: () => list(FAILED),
  offline: () => list(OFFLINE),
  forbidden: () => <ForbiddenPage permission="orders.create" />,
  data: () => list(read(IMPORTS)),
};

function lines(
  reading: ComponentProps<typeof LinesView>['reading'],
  more: Partial<ComponentProps<typeof LinesView>> = {},
) {
  return (
    <LinesView
      reading={reading}
      of="rejected"
      entry={MENU}
      reasons={REASONS}
      code={null}
      downloading={false}
      onCode={nothing}
      onDownload={nothing}
      {...more}
    />
  );
}

function one(
  reading: ComponentProps<typeof ImportView>['reading'],
  content: ComponentProps<typeof ImportView>['children'] = () => null,
) {
  return (
    <ImportView reading={reading} step={(entry) => stepOf(entry, false)}>
      {content}
    </ImportView>
  );
}

function found(entry: GetImportOutput, problems: ReturnType<typeof lines>) {
  return (
    <FoundView
      entry={entry}
      confirming={false}
      onConfirm={nothing}
      onColumns={nothing}
      problems={problems}
      changes={lines(read(CHANGES), { of: 'changes' })}
    />
  );
}

const CHECKED: GetImportOutput = { ...MENU, status: 'checked' };
const FINISHED: GetImportOutput = {
  ...MENU,
  status: 'finished',
  finishedAt: at(9, 14),
  created: 96,
  updated: 31,
  known: 20,
  rejected: 5,
  linesUntil: at(9, 14, 52),
};

/** An import in every state; `data` is at its columns, `partial` and `filtered` at what the check found, `stale` ended. */
export const importStates: PageStates = {
  loading: () => one(LOADING),
  empty: () => one(NOT_FOUND),
  filtered: () =>
    one(read(CHECKED), (entry) => found(entry, lines(read([]), { code: 'not_amount' }))),
  partial: () => one(read(CHECKED), (entry) => found(entry, lines(readInPart(ASIDE)))),
  stale: () =>
    one(readBefore(FINISHED), (entry) => <ResultView entry={entry} aside={lines(read(ASIDE))} />),
  error: () => one(FAILED),
  offline: () => one(OFFLINE),
  forbidden: () =>
    one(read({ ...CHECKED, own: false, startedBy: { ...MARTA }, file: null, reading: null })),
  data: () =>
    one(read({ ...MENU, failure: 'not_a_table' }), (entry) => (
      <ColumnsView
        entry={entry}
        inspection={read(INSPECTION)}
        draft={draftOf({
          kind: 'menu',
          source: entry.source,
          reading: null,
          inspection: INSPECTION,
        })}
        preview={read(PREVIEW)}
        checking={false}
        onDraft={nothing}
        onFraming={nothing}
        onCheck={nothing}
      />
    )),
};
