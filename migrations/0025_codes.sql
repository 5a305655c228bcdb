-- What a post says on the page that its answer leads to, sealed.
alter table sessions add column message text;

-- The earlier code of a verification, beside `replaced_code_hash`: it works until
-- its own end, too, with tries of its own.
alter table verifications add column replaced_expires_at bigint not null default 0;
alter table verifications add column replaced_length bigint not null default 0;
alter table verifications add column replaced_attempts bigint not null default 0;

-- The session that it signed in, and the one that held it before, by their names: if
-- the answer was lost, the right code gives the session once more, under a new id.
alter table verifications add column signed_in_as text;
alter table verifications add column held_by text;
create index verifications_held_by on verifications (held_by) where held_by is not null;
