-- Second factors of deleted accounts whose numbers are in the setting `admins`:
-- whoever signs in with such a number again has its factor again. By the keyed
-- hash of the number, for which the secret is encrypted, too.
create table kept_factors (
    phone_hash text primary key,
    secret     text not null,
    set_up_at  bigint not null,
    last_step  bigint not null
);

create table kept_recovery_codes (
    phone_hash text not null references kept_factors (phone_hash) on delete cascade,
    keyed_hash text not null,
    primary key (phone_hash, keyed_hash)
);

-- One-time words for setting up a first factor, made by command: one a number.
create table factor_words (
    phone_hash text primary key,
    keyed_hash text not null,
    expires_at bigint not null
);
