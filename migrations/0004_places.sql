-- Where texts go and whether they are answered: number ranges (by keyed hash)
-- and countries. Days are counted from 1970-01-01, UTC.
create table traffic (
    place    text not null,
    day      bigint not null,
    -- the range in plain; only from a handful of texts on, so that it names
    -- no single number
    label    text,
    texts    bigint not null,
    verified bigint not null,
    primary key (place, day)
);
create index traffic_by_day on traffic (day);

-- Places that stopped by themselves, and what an admin decided about a place.
create table places (
    place         text primary key,
    label         text not null,
    switch        text check (switch in ('allow', 'stop')),
    switched_at   bigint,
    -- the first and the newest refusal of the present stop
    stopped_since bigint,
    stopped_at    bigint
);

-- Money, in millionths of the operator's currency, for each day and country,
-- and for all together.
create table spent (
    day    bigint not null,
    place  text not null,
    amount bigint not null,
    primary key (day, place)
);

-- From now on a keyed hash: beside the last three digits the range in plain
-- left ten candidates for a number.
update deliveries set range = '';
