-- An alert's figures are those of its worst moment: when that was (none: when it
-- opened), and how it looked last.
alter table alerts add column worst_at bigint;
alter table alerts add column now_part bigint;
alter table alerts add column now_whole bigint;
