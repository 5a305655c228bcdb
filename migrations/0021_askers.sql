-- The known browser that asked for the newest text, by the keyed hash under
-- which it is known; none when a stranger asked. Whoever types in a code that
-- a known browser asked for does not become known by it.
alter table verifications add column asked_by text;
-- The backend whose key a verification was begun with, by its configured name.
alter table verifications add column client text;
