'use client';
import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { cn } from '#ui/cn.ts';
import { Switch } from '#ui/switch.tsx';
import { useNotify } from '#ui/toast.tsx';

/** On sale or sold out, switched at once; goes back when the server refuses. */
export function AvailabilitySwitch({ item }: { item: MenuItem }) {
  const t = useTranslations('menu');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const may = useMay('menu.availability_86');
  const key = trpc.menu.list.queryKey({ locationId: item.locationId });

  const mutation = useMutation(
    trpc.menu.setAvailability.mutationOptions({
      onMutate: async ({ available }) => {
        await queries.cancelQueries({ queryKey: key });
        const before = queries.getQueryData(key);
        queries.setQueryData(key, (menu) => withAvailability(menu, item.id, available));
        return { before };
      },
      onSuccess: (_, { available }) =>
        notify.done({
          title: available
            ? t('nowOnSale', { name: item.name })
            : t('nowSoldOut', { name: item.name }),
        }),
      onError: (error, _, context) => {
        queries.setQueryData(key, context?.before);
        notify.failed({
          title: t('notSwitched', { name: item.name }),
          description: failureText(error),
        });
      },
      onSettled: () => queries.invalidateQueries({ queryKey: key }),
    }),
  );

  return (
    <span className="flex items-center justify-end gap-1.5">
      <span
        className={cn(
          'text-xs phone:sr-only',
          item.available ? 'text-ink-3' : 'font-medium text-bad',
        )}
      >
        {item.available ? t('onSale') : t('soldOut')}
      </span>
      {may ? (
        <Switch
          checked={item.available}
          disabled={mutation.isPending}
          onChange={(available) => mutation.mutate({ id: item.id, available })}
          label={t('onSaleOf', { name: item.name })}
        />
      ) : null}
    </span>
  );
}

function withAvailability(
  menu: ListMenuOutput | undefined,
  id: string,
  available: boolean,
): ListMenuOutput | undefined {
  if (!menu) return menu;
  return {
    ...menu,
    categories: menu.categories.map((category) => ({
      ...category,
      items: category.items.map((item) => (item.id === id ? { ...item, available } : item)),
    })),
  };
}
