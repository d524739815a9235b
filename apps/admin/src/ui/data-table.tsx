'use client';
import {
  type ColumnDef,
  createColumnHelper,
  type RowData,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { cn } from '#ui/cn.ts';

const features = tableFeatures({});
type Features = typeof features;

/** Columns of a {@link DataTable}. */
export type Columns<TRow extends RowData> = ColumnDef<Features, TRow>[];

/** Makes the columns of a {@link DataTable} for one kind of row. */
export const columnsOf = <TRow extends RowData>() => createColumnHelper<Features, TRow>();

/**
 * A page of rows. `cells` are the classes of each column's heading and cells, by the column's id. With `onOpen` the
 * whole row opens it; the element that does so by keyboard stands in a cell. Without, a link in a cell may cover the row.
 */
export function DataTable<TRow extends { readonly id: string }>({
  caption,
  rows,
  columns,
  cells,
  stale,
  selected = null,
  onOpen,
}: {
  caption: string;
  rows: readonly TRow[];
  columns: Columns<TRow>;
  cells: Readonly<Record<string, string>>;
  stale: boolean;
  selected?: string | null;
  onOpen?: (id: string) => void;
}) {
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns, data, getRowId: ({ id }) => id });
  return (
    <table
      className={cn('w-full table-fixed border-collapse text-sm', stale && 'renewing')}
      aria-busy={stale}
    >
      <caption className="sr-only">{caption}</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id} className="border-b border-line">
            {group.headers.map((header) => (
              <th
                key={header.id}
                scope="col"
                className={cn(
                  'h-9 px-2 text-left text-xs font-medium text-ink-3',
                  cells[header.column.id],
                )}
              >
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr
            key={row.id}
            onClick={onOpen && (() => onOpen(row.original.id))}
            className={cn(
              'relative h-row border-b border-line last:border-0 hover:bg-hover',
              onOpen && 'cursor-pointer',
              selected === row.original.id && 'bg-selected',
            )}
          >
            {row.getAllCells().map((cell) => (
              <td key={cell.id} className={cn('px-2', cells[cell.column.id])}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
