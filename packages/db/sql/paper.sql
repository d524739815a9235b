-- The receipt of which somebody holds the paper. Whoever asks has no account and no organisation: the application signs
-- what they read off the paper, slug and code, into a context of kind `paper`, which opens no row of any table. This
-- function gives what stands on that one paper, and nothing by which a guest or a member could be known.

-- Null where there is no such receipt. `today` are the present settings, for receipts older than the column `seller`.
create or replace function app.paper() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  named jsonb := app.verified() -> 'paper';
begin
  if app.kind() is distinct from 'paper' then
    raise exception using errcode = 'TS002', message = 'the context of a paper is required';
  end if;
  return (
    select jsonb_build_object(
        'code', r.code, 'number', r.number, 'issued_at', r.issued_at, 'currency', r.currency, 'lines', r.lines,
        'seller', r.seller, 'taxes', r.taxes,
        'subtotal_minor', r.subtotal_minor, 'tax_minor', r.tax_minor, 'total_minor', r.total_minor,
        'order_number', o.number, 'order_status', o.status,
        'payments', coalesce((
          select jsonb_agg(jsonb_build_object('method', p.method, 'amount_minor', p.amount_minor, 'tip_minor', p.tip_minor)
                           order by p.created_at, p.id)
            from public.payment p where p.org_id = r.org_id and p.order_id = r.order_id), '[]'),
        'today', jsonb_build_object(
          'org', jsonb_build_object('name', g.name, 'country', g.country, 'locale', g.locale),
          'location', jsonb_build_object('name', l.name, 'city', l.city, 'timezone', l.timezone),
          'org_profile', (
            select jsonb_build_object('legal_name', s.legal_name, 'tax_id', s.tax_id, 'address', s.address, 'postcode', s.postcode,
                                      'city', s.city, 'phone', s.phone, 'receipt_footer', s.receipt_footer)
              from public.org_profile s where s.org_id = r.org_id),
          'location_profile', (
            select jsonb_build_object('address', s.address, 'postcode', s.postcode, 'phone', s.phone)
              from public.location_profile s where s.org_id = r.org_id and s.location_id = r.location_id)))
      from public.org g
      join public.receipt r on r.org_id = g.org_id and r.code = named ->> 'code'
      join public.orders o on o.org_id = r.org_id and o.id = r.order_id
      join public.location l on l.org_id = r.org_id and l.id = r.location_id
     where g.slug = named ->> 'slug');
end $$;
