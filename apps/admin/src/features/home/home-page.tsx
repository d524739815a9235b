'use client';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { HomeView } from '#features/home/home-view.tsx';
import { homeInputs } from '#features/home/inputs.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useSession } from '#features/shell/session.tsx';
import { useLocationId } from '#features/shell/use-location.ts';
import { useTRPC } from '#trpc/client.tsx';

/** Orders move faster than what the checks find. */
const OFTEN = { refetchInterval: 15_000, placeholderData: keepPreviousData } as const;
const SOMETIMES = { refetchInterval: 30_000, placeholderData: keepPreviousData } as const;

/** Reads what the home page of this person shows; each part by itself. */
export function HomePage() {
  const trpc = useTRPC();
  const session = useSession();
  const [locationId] = useLocationId();
  const now = new Date();
  const inputs = homeInputs(session, locationId, now);
  const attention = useQuery(trpc.home.attention.queryOptions(inputs.attention, SOMETIMES));
  const figures = useQuery(
    trpc.home.figures.queryOptions(inputs.orders?.figures ?? skipToken, SOMETIMES),
  );
  const queue = useQuery(trpc.home.queue.queryOptions(inputs.orders?.queue ?? skipToken, OFTEN));
  const activity = useQuery(trpc.audit.search.queryOptions(inputs.activity ?? skipToken, OFTEN));
  return (
    <HomeView
      now={now}
      locationId={locationId}
      attention={readingOf(attention)}
      orders={
        inputs.orders === null
          ? null
          : {
              from: inputs.orders.figures.from,
              figures: readingOf(figures),
              queue: readingOf(queue),
            }
      }
      activity={inputs.activity === null ? null : readingOf(activity)}
    />
  );
}
