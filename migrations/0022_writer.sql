-- All buckets of one subject (a number, a requester, a range, a country, all): of
-- each its name and the moment at which it will be full again. One row where
-- `limits` had several, which nodes of earlier versions still use beside.
create table buckets (
    subject text primary key,
    state   text not null,
    -- when all of them are full, and the row says nothing any more
    full_at bigint not null
);

insert into buckets (subject, state, full_at)
select subject, string_agg(name || ' ' || full_at, ' '), max(full_at) from (
    -- what comes after the last colon is whose it is
    select substr(key, length(rtrim(key, replace(key, ':', ''))) + 1) as subject,
        substr(key, 1, length(rtrim(key, replace(key, ':', ''))) - 1) as name, full_at
    from limits where key not like 'texted:%'
    union all
    -- but for the countries that somebody texted
    select substr(replace(rtrim(key, replace(key, ':', '')), 'texted:', ''), 1,
            length(replace(rtrim(key, replace(key, ':', '')), 'texted:', '')) - 1),
        'texted:' || substr(key, length(rtrim(key, replace(key, ':', ''))) + 1), full_at
    from limits where key like 'texted:%') old
group by subject;
create index buckets_by_age on buckets (full_at);

-- What a verification is for, and its number's keyed hash (none in older rows).
alter table verifications add column purpose text not null default 'sign_in';
alter table verifications add column phone_hash text;
