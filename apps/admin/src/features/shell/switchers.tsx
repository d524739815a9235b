'use client';
import { Building2, ChevronsUpDown, MapPin } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useFailureText } from '#features/shell/failure-text.ts';
import { leave } from '#features/shell/leaving.ts';
import { isCurrent, opens, PAGES } from '#features/shell/pages.ts';
import { placesOf, workplacesOf } from '#features/shell/places.ts';
import { useSession } from '#features/shell/session.tsx';
import { useLocationId } from '#features/shell/use-location.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Avatar } from '#ui/avatar.tsx';
import { buttonClass } from '#ui/button.tsx';
import { Menu, MenuChoices, MenuGroup } from '#ui/menu.tsx';
import { useNotify } from '#ui/toast.tsx';

/** Changes the organisation: a new session is made, so the whole page starts again. */
export function useSwitchOrg(): { switchTo: (orgId: string) => void; pending: boolean } {
  const trpc = useTRPC();
  const notify = useNotify();
  const failureText = useFailureText();
  const t = useTranslations('shell');
  const mutation = useMutation(
    trpc.session.switchOrg.mutationOptions({
      onSuccess: () => location.assign('/'),
      onError: (error) =>
        notify.failed({ title: t('switchFailed'), description: failureText(error) }),
    }),
  );
  return {
    switchTo: (orgId) => leave(() => mutation.mutate({ orgId })),
    pending: mutation.isPending,
  };
}

/** The organisation the session belongs to, and the others of the same account. */
export function OrgSwitcher() {
  const t = useTranslations('shell');
  const session = useSession();
  const { switchTo, pending } = useSwitchOrg();
  const inner = (
    <>
      <Avatar name={session.org.name} square className="size-7 text-xs" />
      <span className="min-w-0 flex-1 truncate text-left text-sm font-semibold tracking-tight rail:sr-only">
        {session.org.name}
      </span>
    </>
  );
  if (session.memberships.length < 2)
    return <div className="flex h-11 items-center gap-2.5 px-1.5">{inner}</div>;
  return (
    <Menu
      trigger={
        <button
          type="button"
          disabled={pending}
          aria-label={t('orgSwitcher', { name: session.org.name })}
          className="flex h-11 w-full items-center gap-2.5 rounded-md px-1.5 transition-colors hover:bg-hover data-popup-open:bg-hover rail:w-11 rail:justify-center"
        >
          {inner}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3 rail:hidden" />
        </button>
      }
      className="w-64"
    >
      <MenuGroup label={t('organisations')}>
        <MenuChoices
          value={session.org.id}
          onChange={(id) => (id === session.org.id ? undefined : switchTo(id))}
          choices={session.memberships.map((membership) => ({
            value: membership.orgId,
            label: membership.name,
            detail: membership.slug,
            icon: <Building2 />,
          }))}
        />
      </MenuGroup>
    </Menu>
  );
}

const EVERYWHERE = 'all';

/** Which establishment every page is about. It stands in the address, so a link says it too. */
export function LocationSwitcher() {
  const t = useTranslations('shell');
  const session = useSession();
  const [locationId, setLocationId] = useLocationId();
  const pathname = usePathname();
  const page = PAGES.find((each) => each.section !== 'account' && isCurrent(each, pathname));
  const [permission] = page !== undefined && opens(page, session) ? page.anyOf : [];
  const locations =
    permission === undefined ? workplacesOf(session) : placesOf(session, permission);
  const oneOnly = page?.oneLocation === true;
  const current =
    locations.find((location) => location.id === locationId) ??
    (oneOnly ? locations[0] : undefined);
  const name = current?.name ?? t('allLocations');
  if (locations.length < 2) {
    return (
      <span className="flex items-center gap-1.5 text-sm font-medium">
        <MapPin aria-hidden className="size-4 text-ink-3" />
        {locations[0]?.name ?? t('allLocations')}
      </span>
    );
  }
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('locationSwitcher', { name })}
          className={buttonClass('ghost', '-ml-2 px-2 text-ink data-popup-open:bg-hover')}
        >
          <MapPin aria-hidden className="size-4 text-ink-3" />
          <span className="max-w-48 truncate">{name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
        </button>
      }
    >
      <MenuGroup label={t('locations')}>
        <MenuChoices
          value={current?.id ?? EVERYWHERE}
          onChange={(value) => setLocationId(value === EVERYWHERE ? null : value)}
          choices={[
            ...(oneOnly ? [] : [{ value: EVERYWHERE, label: t('allLocations') }]),
            ...locations.map((location) => ({
              value: location.id,
              label: location.name,
              detail: location.city,
            })),
          ]}
        />
      </MenuGroup>
    </Menu>
  );
}
