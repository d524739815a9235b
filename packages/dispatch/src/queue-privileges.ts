/** Channel on which a trigger of the outboxes wakes the relays at commit. It carries no content. */
export const OUTBOX_CHANNEL = 'toster_outbox';

/**
 * The statements that give the queue's two login roles what they need and nothing more, as one
 * implicit transaction.
 *
 * The relay may add a job and sees of the job table only what its INSERT returns. The worker claims,
 * settles and expires jobs and keeps the schedules' clock; it may create no table. The application's
 * role may not even enter the schema.
 */
export function queuePrivileges(schema: string): string {
  return `
    select pg_advisory_xact_lock(hashtextextended('toster.queue.privileges', 0));

    revoke all on schema ${schema} from public, toster_relay, toster_worker;
    revoke all on all tables in schema ${schema} from public, toster_relay, toster_worker;
    revoke all on all functions in schema ${schema} from public, toster_relay, toster_worker;
    grant usage on schema ${schema} to toster_relay, toster_worker;
    grant usage on type ${schema}.job_state to toster_relay, toster_worker;
    grant execute on function ${schema}.job_now() to toster_relay, toster_worker;
    grant select on ${schema}.version, ${schema}.queue to toster_relay, toster_worker;

    grant insert, select (id, start_after) on ${schema}.job_common to toster_relay;

    grant update on ${schema}.version, ${schema}.queue to toster_worker;
    -- pg-boss registers its own scheduling queue at each start; without CREATE it makes no table.
    grant execute on function ${schema}.create_queue(text, jsonb) to toster_worker;
    grant insert on ${schema}.queue to toster_worker;
    grant select, insert, update, delete on ${schema}.job, ${schema}.job_common,
      ${schema}.job_dependency, ${schema}.instance to toster_worker;
    grant select, update (last_job_id, kind) on ${schema}.schedule to toster_worker;
    grant select on ${schema}.subscription, ${schema}.bam to toster_worker;
    grant select, insert, delete on ${schema}.warning to toster_worker;
  `;
}
