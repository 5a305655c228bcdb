-- A user's standing, so that the list is a walk along an index whatever it is
-- filtered by. The table of blocks stays the truth; whatever writes there, or
-- marks a number as proven, writes here too.
alter table users add column status text not null default 'unverified';
update users set status = case
    when exists (select 1 from blocks b where b.phone_hash = users.phone_hash) then 'blocked'
    when verified_at is not null then 'active'
    else 'unverified' end;

create index users_by_status on users (status, active_at, id);
create index users_by_region on users (region, active_at, id);
create index users_by_region_and_status on users (region, status, active_at, id);
-- what is filtered within a search for numbers is in it too
create index users_by_phone on users (phone, status, region, active_at, id);

-- The delivery log, newest first. What is filtered besides the first column is
-- in the index too, so that a row which does not match is never fetched.
create index deliveries_by_status on deliveries (status, created_at, region, provider);
create index deliveries_by_region on deliveries (region, created_at, status, provider);
create index deliveries_by_provider on deliveries (provider, created_at, status, region);
create index deliveries_by_range on deliveries (range, created_at);

-- How many an act was done to, where it was about several, and how many of the
-- chosen it left out.
alter table audit add column count bigint;
alter table audit add column left_out bigint;
