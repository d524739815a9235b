/** Redis over REST, as Upstash offers it. */
import { Redis } from '@upstash/redis';

/**
 * A client without state of its own. It asks once and reports nothing: deadline and repetition belong to whoever
 * decides what a missing answer means.
 */
export function restRedis(url: string, token: string): Redis {
  return new Redis({
    url,
    token,
    retry: false,
    enableTelemetry: false,
    automaticDeserialization: false,
    enableAutoPipelining: false,
  });
}
