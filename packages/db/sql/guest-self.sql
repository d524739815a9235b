-- Guests: how they are found at sign-in, and what they see and decide themselves. A guest's context opens no row of any
-- table; these functions give what belongs to the one guest it names.

-- For sign-in: the restaurant of that short name, and whose address that is there, null for nobody's. Of several guests with
-- one address, the one who ordered last.
create or replace function app.guest_named(short_name text, address text) returns table (org_id uuid, customer_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS002', message = 'the context of authentication is required';
  end if;
  return query
    select o.org_id, known.id
      from public.org o
      left join lateral (
        select k.id
          from public.customer_contact c
          join public.customer k on k.org_id = c.org_id and k.id = c.customer_id
         where c.org_id = o.org_id and c.email_key = address
         order by k.last_order_at desc nulls last, k.id desc
         limit 1) known on true
     where o.slug = short_name;
end $$;

-- For sign-in: the restaurant of a guest, and whether the guest still has the address that was proven.
create or replace function app.guest_standing(org uuid, customer uuid, address text)
returns table (entitled boolean, slug text, cell text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS002', message = 'the context of authentication is required';
  end if;
  return query
    select exists (select from public.customer_contact c
                    where c.org_id = org and c.customer_id = customer and c.email_key = address), o.slug, o.cell
      from public.org o where o.org_id = org;
end $$;

-- For anybody: what a restaurant of that short name is called, and how it writes.
create or replace function app.restaurant_named(short_name text)
returns table (name text, locale text, country text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS002', message = 'the context of authentication is required';
  end if;
  return query select o.name, o.locale, o.country from public.org o where o.slug = short_name;
end $$;

-- For the worker that writes the letter: keeps the digest of the digits it has made, and says where they go. None where
-- the code is used or over, or the guest has another address by now.
create or replace function app.keep_guest_code(code uuid, digest text)
returns table (email text, restaurant text, language text, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'worker' or app.org_id() is null then
    raise exception using errcode = 'TS002', message = 'the context of a worker is required';
  end if;
  return query
    with kept as (
      update auth.guest_code g set code_digests = g.code_digests || digest
       where g.org_id = app.org_id() and g.id = code and g.used_at is null and g.expires_at > now()
      returning g.org_id, g.customer_id, g.email_key, g.language, g.expires_at
    )
    select c.email, o.name, k.language, k.expires_at
      from kept k
      join public.org o on o.org_id = k.org_id
      join public.customer_contact c on c.org_id = k.org_id and c.customer_id = k.customer_id and c.email_key = k.email_key;
end $$;

-- For the worker: where a letter to a guest goes, in the language of the restaurant's papers.
create or replace function app.guest_address(guest uuid) returns table (email text, restaurant text, language text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'worker' or app.org_id() is null then
    raise exception using errcode = 'TS002', message = 'the context of a worker is required';
  end if;
  return query
    select c.email, o.name, o.locale from public.customer_contact c join public.org o on o.org_id = c.org_id
     where c.org_id = app.org_id() and c.customer_id = guest and c.email is not null;
end $$;

-- The guest in context: organisation and customer.
create or replace function app.guest() returns table (org uuid, customer uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  named jsonb := app.verified() -> 'guest';
begin
  if app.kind() is distinct from 'customer' then
    raise exception using errcode = 'TS002', message = 'the context of a guest is required';
  end if;
  return query select (named ->> 'org')::uuid, (named ->> 'customer')::uuid;
end $$;

-- What is known of the guest in context.
create or replace function app.guest_self() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select jsonb_build_object(
        'org', jsonb_build_object('slug', o.slug, 'name', o.name, 'country', o.country, 'locale', o.locale, 'timezone', o.timezone),
        'name', c.name, 'phone', c.phone, 'email', c.email, 'since', k.created_at,
        'consents', coalesce((
          select jsonb_agg(jsonb_build_object('purpose', n.purpose, 'given', n.given, 'at', n.created_at, 'text_version', n.text_version))
            from (select distinct on (d.purpose) d.* from public.consent d
                   where d.org_id = g.org and d.customer_id = g.customer order by d.purpose, d.created_at desc, d.id desc) n), '[]'))
      from app.guest() g
      join public.org o on o.org_id = g.org
      join public.customer k on k.org_id = g.org and k.id = g.customer
      join public.customer_contact c on c.org_id = k.org_id and c.customer_id = k.id);
end $$;

-- Orders of the guest in context, the newest first, so many of them that come after one of them; from the first on
-- where none is named.
create or replace function app.guest_orders(after_id uuid, most int) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id, 'number', r.number, 'status', r.status, 'channel', r.channel, 'placed_at', r.placed_at,
        'location', l.name, 'currency', r.currency, 'total_minor', r.total_minor,
        'receipt', (select p.code from public.receipt p where p.org_id = r.org_id and p.order_id = r.id order by p.issued_at desc limit 1),
        'lines', coalesce((
          select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity, 'total_minor', i.line_total_minor) order by i.line_no)
            from public.order_line i where i.org_id = r.org_id and i.order_id = r.id), '[]'))
        order by r.placed_at desc, r.id desc), '[]')
      from (
        select o.* from app.guest() g
          join public.orders o on o.org_id = g.org and o.customer_id = g.customer
         where after_id is null or (o.placed_at, o.id) < (
           select last.placed_at, last.id from public.orders last
            where last.org_id = g.org and last.customer_id = g.customer and last.id = after_id)
         order by o.placed_at desc, o.id desc limit least(most, 100)) r
      join public.location l on l.org_id = r.org_id and l.id = r.location_id);
end $$;

-- The guest in context says yes or no. What holds already is not said again, also not by two calls at once.
create or replace function app.guest_decide(code uuid, about text, yes boolean, version text, words text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from app.guest() g join public.customer k on k.org_id = g.org and k.id = g.customer for no key update of k;
  insert into public.consent (org_id, customer_id, id, location_id, purpose, given, text_version, language, channel)
  select g.org, g.customer, code, k.location_id, about, yes, version, words, 'guest_page'
    from app.guest() g join public.customer k on k.org_id = g.org and k.id = g.customer
   where yes is distinct from coalesce((
     select d.given from public.consent d
      where d.org_id = g.org and d.customer_id = g.customer and d.purpose = about
      order by d.created_at desc, d.id desc limit 1), false);
end $$;
