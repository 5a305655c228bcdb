-- The country's code, for a range too.
alter table places add column region text not null default '';
-- When its bucket would give again, as of the newest noted refusal: until then,
-- and for a while after it, a refusal belongs to the same stop.
alter table places add column stopped_until bigint;
-- Who decided, as the pages show them.
alter table places add column switched_by text;

-- The day's warning that a budget is nearly spent, and the first text that was
-- refused because it was.
alter table spent add column warned_at bigint;
alter table spent add column refused_at bigint;
