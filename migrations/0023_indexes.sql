-- Each index entry is written with every text or sign-in, so that there are as
-- few as pages need. What most rows have in common is in none: whoever looks for
-- it walks along the time. What few have is in an index of those alone, which a
-- statement may use that says the same condition in the same words.

-- On its way, failed, or nobody knows.
create index deliveries_by_rare_status on deliveries (status, created_at, region, provider)
    where status not in ('accepted', 'delivered');
-- A status changes; what these hold of a text never does.
create index deliveries_by_country on deliveries (region, created_at, provider);
create index deliveries_by_carrier on deliveries (provider, created_at, region);
-- The first hand-over of a message is the one with its id.
create index deliveries_handed_on on deliveries (message_id) where nth > 1;
create index deliveries_verified_by on deliveries (verification_id)
    where verification_id is not null;
create index deliveries_taken_as on deliveries (provider_id) where provider_id is not null;
drop index deliveries_sending;
drop index deliveries_by_status;
drop index deliveries_by_region;
drop index deliveries_by_provider;
drop index deliveries_by_message;
drop index deliveries_by_verification;
drop index deliveries_by_provider_id;

-- The status is passed over within the order, without a look at the row.
create index users_by_last_activity on users (active_at, id, status);
create index users_by_country on users (region, active_at, id, status);
create index users_by_rare_status on users (status, active_at, id, region)
    where status <> 'active';
create index users_blocked on users (phone) where status = 'blocked';
drop index users_by_activity;
drop index users_by_region;
drop index users_by_status;
drop index users_by_region_and_status;
drop index users_by_phone;

-- Half of the sessions wait for a code, and have no user; the others no code.
create index sessions_of_user on sessions (user_id) where user_id is not null;
create index sessions_of_verification on sessions (verification_id)
    where verification_id is not null;
drop index sessions_by_user;
drop index sessions_by_verification;
