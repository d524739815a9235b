/** The attempt log in Redis: for each key what has failed and what is being verified, as sorted sets by time. */
import { z } from 'zod';
import { type AttemptLog, type Gate, UNSETTLED_MS } from './attempt-log.ts';
import { redisScript, type RedisScripts, runScript } from './redis-scripts.ts';

/** One hash slot for all keys: a script may touch several only then. */
const PREFIX = 'toster:{attempt}:';

/**
 * Decides over all gates at once, by the clock of Redis: milliseconds with their fractions, `%.3f` because Lua would
 * round them to seconds. Two keys for each gate: what has failed, what is being verified.
 */
const RESERVE = redisScript(`
local attempt, unsettledMs, unsettledIs, gates = ARGV[1], tonumber(ARGV[2]), ARGV[3], cjson.decode(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local function at(moment) return string.format('%.3f', moment) end
local held = {}
for i, gate in ipairs(gates) do
  local failed, pending = KEYS[2 * i - 1], KEYS[2 * i]
  local left = redis.call('ZRANGE', pending, '-inf', at(now - unsettledMs), 'BYSCORE', 'WITHSCORES')
  for j = 1, #left, 2 do
    redis.call('ZREM', pending, left[j])
    if unsettledIs == 'failed' then redis.call('ZADD', failed, left[j + 1], left[j]) end
  end
  redis.call('ZREMRANGEBYSCORE', failed, '-inf', at(now - gate.windowMs))
  held[gate.key] = {failed = redis.call('ZCARD', failed), pending = redis.call('ZCARD', pending)}
end
local wait, isPending = 0, true
local function refuse(ms, unsettled)
  if ms <= 0 then return end
  wait = math.max(wait, math.ceil(ms))
  isPending = isPending and unsettled
end
for i, gate in ipairs(gates) do
  local failed, pending, own = KEYS[2 * i - 1], KEYS[2 * i], held[gate.key]
  if gate.most and own.failed >= gate.most then
    local leaving = redis.call('ZRANGE', failed, own.failed - gate.most, own.failed - gate.most, 'WITHSCORES')
    refuse(leaving[2] + gate.windowMs - now, false)
  elseif gate.most and own.failed + own.pending >= gate.most then
    refuse(1, true)
  end
  local slowing = gate.slowing
  if slowing then
    local many = held[slowing.by].failed + held[slowing.by].pending
    local last, unsettled = redis.call('ZRANGE', pending, -1, -1, 'WITHSCORES'), true
    if #last == 0 then last, unsettled = redis.call('ZRANGE', failed, -1, -1, 'WITHSCORES'), false end
    if #last > 0 and many >= slowing.from then
      local doublings = math.min(math.floor(many / slowing.from) - 1, 30)
      refuse(last[2] + math.min(slowing.longestMs, slowing.firstMs * 2 ^ doublings) - now, unsettled)
    end
  end
end
for i, gate in ipairs(gates) do
  if wait == 0 and attempt ~= '' then redis.call('ZADD', KEYS[2 * i], at(now), attempt) end
  redis.call('PEXPIRE', KEYS[2 * i - 1], gate.windowMs)
  redis.call('PEXPIRE', KEYS[2 * i], unsettledMs + gate.windowMs)
end
return {wait, (isPending and wait > 0) and 1 or 0}
`);

const SETTLE = redisScript(`
for i = 1, #KEYS, 2 do
  local at = redis.call('ZSCORE', KEYS[i + 1], ARGV[1])
  if at then
    redis.call('ZREM', KEYS[i + 1], ARGV[1])
    if ARGV[2] == 'failed' then redis.call('ZADD', KEYS[i], at, ARGV[1]) end
    redis.call('PEXPIRE', KEYS[i], ARGV[3])
  end
end
return 0
`);

const ZAnswer = z.tuple([z.coerce.number(), z.coerce.number()]);

/**
 * An attempt log over Redis. One round trip for each call.
 *
 * What nobody settles has failed, as everywhere. A shield before another log forgets it instead: a reservation whose
 * answer came too late, or whose end was lost with a connection, must not make it stricter than what it stands before.
 */
export function redisAttemptLog(
  redis: RedisScripts,
  unsettledIs: 'failed' | 'forgotten' = 'failed',
): AttemptLog {
  const decide = async (attempt: string, gates: readonly Gate[]) => {
    const args = [attempt, String(UNSETTLED_MS), unsettledIs, JSON.stringify(gates)];
    const [waitMs, pending] = ZAnswer.parse(await runScript(redis, RESERVE, namesOf(gates), args));
    return { waitMs, pending: pending === 1 };
  };
  return {
    reserve: decide,
    look: (gates) => decide('', gates),
    settle: async (attempt, gates, outcome) => {
      const longest = Math.max(...gates.map(({ windowMs }) => windowMs));
      await runScript(redis, SETTLE, namesOf(gates), [attempt, outcome, String(longest)]);
    },
  };
}

const namesOf = (gates: readonly Gate[]) =>
  gates.flatMap(({ key }) => [`${PREFIX}${key}:failed`, `${PREFIX}${key}:pending`]);
