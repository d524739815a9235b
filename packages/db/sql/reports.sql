-- Reports of vulnerabilities, which belong to the cell.

-- Files a report: the row, its event in the platform's log without a word of what it says, and the letters that
-- acknowledge it are one transaction. Answers when an answer is due.
create or replace function app.file_report(report uuid, case_code text, contact text, affected text, description text)
returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
  due timestamptz := clock_timestamp() + interval '48 hours';
begin
  if org is null or app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'reports are filed by authentication only';
  end if;
  insert into auth.security_report (id, case_id, contact, affected, description, due_at)
  values (report, case_code, contact, affected, description, due);
  perform app.append_event(9::smallint, 'security_report.filed', 'security_report', report::text, jsonb_build_object('name', case_code));
  insert into public.outbox (org_id, id, topic, payload)
  values (org, gen_random_uuid(), 'security_report.filed', jsonb_build_object('reportId', report));
  return due;
end $$;

-- What the letters about a report need of it; for the worker.
create or replace function app.report_to_acknowledge(report uuid)
returns table (case_id text, contact text, affected text, created_at timestamptz, due_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.kind() is distinct from 'worker' then
    raise exception using errcode = 'TS002', message = 'worker context required';
  end if;
  return query select r.case_id, r.contact, r.affected, r.created_at, r.due_at from auth.security_report r where r.id = report;
end $$;
