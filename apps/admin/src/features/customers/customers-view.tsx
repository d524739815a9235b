'use client';
import type { ListCustomersOutput } from '@toster/contracts/schemas/customers';
import { MailX, Store, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { CustomersTable } from '#features/customers/customers-table.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { MoreOf, ReadingView } from '#features/shell/reading-view.tsx';
import type { PagedReading } from '#features/shell/reading.ts';
import { Button } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

type CustomersViewProps = {
  reading: PagedReading<ListCustomersOutput>;
  selected: string | null;
  /** The one establishment the list is about, if it is about one. */
  place: string | null;
  /** The person chose that establishment and could see others. */
  narrowed: boolean;
  showLocation: boolean;
  onOpen: (id: string) => void;
  onShowAll: () => void;
};

/** The list of guests in each of its states. */
export function CustomersView(props: CustomersViewProps) {
  const t = useTranslations('customers');
  const { reading } = props;
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const count = reading.data?.customers.length ?? 0;
  return (
    <>
      <div ref={list} className="overflow-x-auto rounded-lg border border-line bg-surface">
        <ReadingView reading={reading} label={t('loading')}>
          {(data) =>
            data.customers.length === 0 ? (
              <Nobody {...props} consentedOnly={data.consentedOnly} />
            ) : (
              <CustomersTable
                customers={data.customers}
                currency={data.currency}
                selected={props.selected}
                showLocation={props.showLocation}
                onOpen={props.onOpen}
                stale={reading.stale}
              />
            )
          }
        </ReadingView>
      </div>
      {reading.data === null ? null : (
        <MoreOf
          more={reading.more}
          label={t('more')}
          end={count === 0 ? null : t('end', { count })}
        />
      )}
    </>
  );
}

function Nobody({
  place,
  narrowed,
  consentedOnly,
  onShowAll,
}: Pick<CustomersViewProps, 'place' | 'narrowed' | 'onShowAll'> & { consentedOnly: boolean }) {
  const t = useTranslations('customers');
  if (consentedOnly)
    return (
      <StateView icon={MailX} title={t('noneConsented')}>
        {t('noneConsentedBody')}
      </StateView>
    );
  if (narrowed && place !== null)
    return (
      <StateView
        icon={Store}
        title={t('noneHere', { place })}
        actions={<Button onClick={onShowAll}>{t('showAll')}</Button>}
      >
        {t('noneHereBody')}
      </StateView>
    );
  return (
    <StateView icon={UsersRound} title={t('none')}>
      {t('noneBody')}
    </StateView>
  );
}
