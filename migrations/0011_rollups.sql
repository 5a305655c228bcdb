-- Counts that are kept as things happen, so that no page counts rows. `span` is
-- a length in seconds (five minutes, an hour, a day), `at` the moment at which
-- one begins. All that becomes of a text counts where it was asked for.
create table rollups (
    span        bigint not null,
    at          bigint not null,
    region      text not null,
    provider    text not null,
    -- texts, counted at the provider that was asked first
    requested   bigint not null,
    -- hand-overs, by where they stand now
    sending     bigint not null,
    accepted    bigint not null,
    delivered   bigint not null,
    undelivered bigint not null,
    refused     bigint not null,
    unknown     bigint not null,
    -- texts whose code was tried, and those that led to a sign-in
    entered     bigint not null,
    verified    bigint not null,
    cost        bigint not null,
    primary key (span, at, region, provider)
);

-- How long things took, in logarithmic buckets: providers to answer, and
-- people from the first request to the sign-in.
create table rollup_times (
    span     bigint not null,
    at       bigint not null,
    kind     text not null check (kind in ('answer', 'sign_in')),
    provider text not null,
    bucket   bigint not null,
    n        bigint not null,
    primary key (span, at, kind, provider, bucket)
);

-- Why hand-overs failed.
create table rollup_failures (
    span     bigint not null,
    at       bigint not null,
    region   text not null,
    provider text not null,
    reason   text not null,
    n        bigint not null,
    primary key (span, at, region, provider, reason)
);

-- What our own limits refused, before any provider was called.
create table rollup_refusals (
    span   bigint not null,
    at     bigint not null,
    region text not null,
    kind   text not null,
    n      bigint not null,
    primary key (span, at, region, kind)
);

-- When the text was asked for: that of the message's first hand-over. Older
-- rows have none, and are not counted.
alter table deliveries add column asked_at bigint;
-- What the row said before its last change, which takes that out of the counts.
alter table deliveries add column was text;
alter table deliveries add column was_reason text;

-- When the first and the newest text were asked for, and who took the newest.
alter table verifications add column first_asked_at bigint;
alter table verifications add column asked_at bigint;
alter table verifications add column provider text;

-- ranges that many texts went to, for the overview
create index traffic_named on traffic (day) where label is not null;
