-- Sign-in for other apps (OpenID Connect). Codes, tokens and sessions are here by
-- their hashes alone.

-- What signs, by its RFC 7638 thumbprint. The first of each algorithm signs at once,
-- those after it are published a day before.
create table signing_keys (
    kid         text primary key,
    alg         text not null,
    slot        bigint not null,
    -- the public half, as a JWK
    public      text not null,
    -- the private half, sealed; none once it signs no more
    sealed      text,
    created_at  bigint not null,
    signs_from  bigint not null,
    signs_until bigint not null,
    -- from when on it is not published any more
    gone_at     bigint,
    unique (alg, slot)
);

-- What an app got of a person's sign-in.
create table grants (
    id         text primary key,
    app        text not null,
    user_id    text not null references users (id) on delete cascade,
    -- the session it began in, by its name
    session    text not null,
    -- what the app calls it
    sid        text not null unique,
    auth_time  bigint not null,
    amr        text not null,
    -- whether it outlives its session
    is_offline bigint not null,
    created_at bigint not null,
    -- its last code or refresh
    used_at    bigint not null,
    ends_at    bigint not null,
    ended_at   bigint,
    ended_why  text
);
create unique index grants_live on grants (session, app) where ended_at is null;
create index grants_by_user on grants (user_id);
create index grants_by_app on grants (app, created_at);
create index grants_by_end on grants (ends_at);
create index grants_ended on grants (ended_at) where ended_at is not null;

create table codes (
    hash         text primary key,
    grant_id     text not null references grants (id) on delete cascade,
    scope        text not null,
    redirect_uri text not null,
    challenge    text,
    nonce        text,
    expires_at   bigint not null,
    used_at      bigint
);
create index codes_by_grant on codes (grant_id);
create index codes_by_expiry on codes (expires_at);

create table tokens (
    hash        text primary key,
    grant_id    text not null references grants (id) on delete cascade,
    kind        text not null,
    scope       text not null,
    -- the refresh token that it was given for
    parent      text,
    created_at  bigint not null,
    expires_at  bigint not null,
    used_at     bigint,
    -- when a refresh token was used first
    replaced_at bigint,
    -- when it was given up, for nobody had ever used it
    retired_at  bigint
);
create index tokens_by_grant on tokens (grant_id);
create index tokens_by_parent on tokens (parent) where parent is not null;
create index tokens_by_expiry on tokens (expires_at);

-- Apps that an admin stopped.
create table app_pauses (
    app text primary key,
    at  bigint not null,
    by  text not null
);

create table app_days (
    app       text not null,
    day       bigint not null,
    sign_ins  bigint not null,
    refreshes bigint not null,
    errors    bigint not null,
    primary key (app, day)
);
create index app_days_by_day on app_days (day);

-- Who has to be told that a grant ended, by the grant's id.
create table logout_notices (
    id         text primary key,
    app        text not null,
    sid        text not null,
    sub        text not null,
    created_at bigint not null,
    tries      bigint not null,
    next_at    bigint not null,
    dead_at    bigint,
    -- what came of the last try
    last       text
);
create index logout_notices_due on logout_notices (next_at) where dead_at is null;
create index logout_notices_by_age on logout_notices (created_at);
