-- What happened to people, and alerts: written with the act, kept for whoever asks,
-- and sent to the webhooks that want it.

-- Grows with each event about a person.
alter table users add column version bigint not null default 0;

create table events (
    -- 32 hex digits, in the order of time
    id         text primary key,
    kind       text not null,
    -- whose order it keeps: a user's id, an alert's, or its own
    subject    text not null,
    -- its place in that order
    version    bigint not null,
    app        text,
    -- the session's name, or what the app calls it
    session    text,
    by         text,
    why        text,
    -- the whole message, where it is about no person
    body       text,
    created_at bigint not null
);

-- For which webhook an event is, and what became of that. It waits while it is neither
-- done nor dead: until its moment or, without one, until those before it are over.
create table event_deliveries (
    webhook      text not null,
    event_id     text not null,
    subject      text not null,
    version      bigint not null,
    tries        bigint not null,
    -- so many of them before it was sent anew
    tries_before bigint not null,
    next_at      bigint,
    done_at      bigint,
    dead_at      bigint,
    -- what came of the last try
    last         text,
    primary key (webhook, event_id)
);
create index event_deliveries_due on event_deliveries (webhook, next_at)
    where next_at is not null;
create index event_deliveries_in_order on event_deliveries (webhook, subject, version)
    where done_at is null and dead_at is null;
create index event_deliveries_dead on event_deliveries (webhook, event_id)
    where dead_at is not null;

-- Tries that failed, or that were done before it was sent anew.
create table event_tries (
    webhook  text not null,
    event_id text not null,
    nth      bigint not null,
    at       bigint not null,
    what     text not null,
    -- how its answer began
    answer   text not null,
    primary key (webhook, event_id, nth),
    foreign key (webhook, event_id) references event_deliveries (webhook, event_id)
        on delete cascade
);

create table webhooks (
    name          text primary key,
    -- since when nothing but failures came of it
    failing_since bigint,
    paused_at     bigint,
    -- an admin's number, masked; or why it paused by itself
    paused_by     text
);
