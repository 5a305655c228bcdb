-- Admins' second factor: an authenticator app. The secrets are encrypted with a
-- key derived from the installation's; of recovery codes there are only keyed
-- hashes.
create table factors (
    user_id    text primary key references users (id) on delete cascade,
    -- none until it was confirmed by a first code
    secret     text,
    set_up_at  bigint,
    -- the newest step of 30 s whose code was used
    last_step  bigint not null,
    -- one that is being set up, and replaces the other when it is confirmed
    pending    text,
    pending_at bigint
);

create table recovery_codes (
    user_id    text not null references users (id) on delete cascade,
    keyed_hash text not null,
    primary key (user_id, keyed_hash)
);

-- Sessions that gave the factor; a renewed session is another one.
create table factor_checks (
    session  text primary key references sessions (id_hash) on delete cascade,
    given_at bigint not null
);
