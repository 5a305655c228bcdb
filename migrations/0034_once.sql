-- Whom or what a call with an Idempotency-Key was done to, written with the act itself:
-- its answer is kept a moment later, or made again where that was lost.
alter table idempotency add column done_to text;
-- 1 if that changed something
alter table idempotency add column changed bigint;

-- What is due in its whole order, also where much of it is due since the same moment.
create index event_deliveries_next on event_deliveries (webhook, next_at, event_id)
    where next_at is not null;
drop index event_deliveries_due;
