-- The language in which whoever asked for a verification's newest text reads, for the
-- next one; none in older rows.
alter table verifications add column language text;

-- The language of a text; none where it is not known: in older rows, in words that the
-- operator wrote for everybody, and where nothing was sent.
alter table deliveries add column language text;
