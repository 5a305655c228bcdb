-- Who did what to whom, when, from where. Append-only: triggers hold that,
-- which each dialect makes when the database is opened. No foreign keys, for
-- entries outlive the users that they are about.
create table audit (
    id           text primary key,
    at           bigint not null,
    actor_kind   text not null,
    actor_id     text,
    actor_number text,
    address      text,
    action       text not null,
    target_kind  text not null,
    -- a user id, a keyed hash or a code; never a number in full
    target_id    text not null,
    target_label text not null,
    detail       text
);
create index audit_by_time on audit (at, id);
create index audit_by_actor on audit (actor_id, at);
create index audit_by_target on audit (target_id, at);
