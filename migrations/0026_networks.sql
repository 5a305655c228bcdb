-- The networks that asked for a verification's texts, by keyed hashes with spaces
-- between them, narrowest first; none in older rows and for addresses of one's own.
alter table verifications add column networks text not null default '';
-- How its newest text passed its range and its country: see `domain::destination`.
alter table verifications add column paid bigint not null default 0;

-- An admin's "so many more unanswered texts today".
alter table places add column more bigint;
alter table places add column more_until bigint;
alter table places add column more_at bigint;
alter table places add column more_by text;
