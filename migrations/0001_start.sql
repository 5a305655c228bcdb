-- Portable on purpose: TEXT (hashes as hex) and BIGINT (times as microseconds
-- since the epoch) are the only column types.

create table meta (
    name  text primary key,
    value text not null
);

create table users (
    id              text primary key,
    phone           text not null unique,
    region          text not null,
    phone_hash      text not null unique,
    created_at      bigint not null,
    verified_at     bigint,
    last_sign_in_at bigint,
    -- the last sign-in, or the creation: the order of the user list
    active_at       bigint not null,
    is_admin        bigint not null default 0
);
create index users_by_activity on users (active_at, id);
-- what the sweep looks for
create index users_unverified on users (created_at) where verified_at is null;

create table verifications (
    id                 text primary key,
    user_id            text not null references users (id) on delete cascade,
    code_hash          text not null,
    replaced_code_hash text,
    code_length        bigint not null,
    code_expires_at    bigint not null,
    created_at         bigint not null,
    attempts           bigint not null,
    sends              bigint not null,
    last_sent_at       bigint not null,
    consumed_at        bigint,
    origin             text not null check (origin in ('form', 'json')),
    requester          text not null
);
create index verifications_by_user on verifications (user_id, created_at);
create index verifications_by_age on verifications (created_at);

create table sessions (
    id_hash         text primary key,
    user_id         text references users (id) on delete cascade,
    verification_id text references verifications (id) on delete cascade,
    return_to       text,
    created_at      bigint not null,
    last_seen_at    bigint not null,
    expires_at      bigint not null,
    agent           text not null,
    address         text not null
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_verification on sessions (verification_id);
create index sessions_by_expiry on sessions (expires_at);
create index sessions_by_use on sessions (last_seen_at);

-- The operator's record of every hand-over, begun before the provider is
-- called. It holds no number: a keyed hash, and the last three digits.
create table deliveries (
    id              text primary key,
    phone_hash      text not null,
    last_three      text not null,
    region          text not null,
    range           text not null,
    -- which rendered form asked, while that may still be repeated
    form_key        text unique,
    verification_id text,
    provider        text not null,
    provider_id     text,
    status          text not null check (status in
        ('sending', 'accepted', 'delivered', 'undelivered', 'refused', 'unknown')),
    reason          text,
    raw_code        text,
    detail          text,
    took_ms         bigint,
    parts           bigint,
    cost            bigint,
    created_at      bigint not null
);
create index deliveries_by_phone on deliveries (phone_hash, created_at);
create index deliveries_by_age on deliveries (created_at);
create index deliveries_sending on deliveries (created_at) where status = 'sending';

-- One bucket each: the moment at which it will be full again.
create table limits (
    key     text primary key,
    full_at bigint not null
);
create index limits_by_age on limits (full_at);

-- Outlives the user row, hence the hash.
create table blocks (
    phone_hash text primary key,
    created_at bigint not null
);
