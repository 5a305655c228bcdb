-- What backends say of people, and people whom they expect.

-- By their names in order, with a space between two.
alter table users add column labels text not null default '';
-- What a backend calls the person.
alter table users add column external_id text;
create index users_by_external_id on users (external_id) where external_id is not null;

-- Numbers that a backend expects: no users before the first text to them is
-- confirmed. A row stays until its number is proven, for the user may be swept before.
create table expected (
    -- the id that the user will have
    id          text primary key,
    phone       text not null,
    region      text not null,
    phone_hash  text not null unique,
    labels      text not null,
    external_id text,
    version     bigint not null,
    created_at  bigint not null
);
create index expected_by_external_id on expected (external_id) where external_id is not null;

-- What calls with an Idempotency-Key were answered, so that they are not done twice.
create table idempotency (
    -- of the backend's name and its key
    key_hash  text primary key,
    -- of the method, the path and the body
    call_hash text not null,
    -- none while it is being done
    http_status bigint,
    answer    text,
    -- of the answer, if it has one
    version   bigint,
    at        bigint not null
);
create index idempotency_by_age on idempotency (at);
