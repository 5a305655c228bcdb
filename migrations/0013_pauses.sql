-- Providers that an admin paused, and who that was, as the pages show them.
create table pauses (
    provider  text primary key,
    paused_at bigint not null,
    paused_by text
);
