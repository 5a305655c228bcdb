-- One message may be handed over several times: `message_id` is the id of its
-- first delivery, `nth` counts the hand-overs from 1.
alter table deliveries add column message_id text;
alter table deliveries add column nth bigint not null default 1;
-- when a receipt said what became of the text
alter table deliveries add column receipt_at bigint;

update deliveries set message_id = id where message_id is null;

create index deliveries_by_message on deliveries (message_id, nth);
create index deliveries_by_verification on deliveries (verification_id, created_at);
create index deliveries_by_provider_id on deliveries (provider_id);
