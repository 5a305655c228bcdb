-- What is out of the ordinary, and was. An alert is open until it is closed; of
-- one kind about one subject there is one open at most, whoever looks.
create table alerts (
    id        text primary key,
    kind      text not null,
    -- a provider, a country, a place's key, or nothing
    subject   text not null,
    -- the subject as people read it
    label     text not null,
    severity  text not null,
    opened_at bigint not null,
    -- when it closes if it stays calm; none while it does not
    closes_at bigint,
    closed_at bigint,
    -- as the alert was last seen: so many of so many, a value, what is usual
    -- (none: too little to tell) and the bound that was crossed
    part      bigint not null,
    whole     bigint not null,
    value     bigint not null,
    usual     bigint,
    bound     bigint not null
);
create unique index alerts_open on alerts (kind, subject) where closed_at is null;
create index alerts_closed on alerts (closed_at, id);

-- What is still to be told to the webhook; written with the change it tells of.
create table announcements (
    -- the same however often it is tried
    id         text primary key,
    body       text not null,
    created_at bigint not null,
    tries      bigint not null,
    next_at    bigint not null
);
create index announcements_due on announcements (next_at);
