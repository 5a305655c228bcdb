-- Browsers that signed a number in: they have limits of their own. Both columns
-- are keyed hashes; a browser's id is in its cookie alone.
create table browsers (
    phone_hash   text not null,
    browser_hash text not null,
    -- its last sign-in with this number
    seen_at      bigint not null,
    primary key (phone_hash, browser_hash)
);
create index browsers_by_age on browsers (seen_at);

-- What wrong tries of strangers took, in millionths of one at six digits: what
-- a completed sign-in gives back.
alter table verifications add column wrong_total bigint not null default 0;
alter table verifications add column wrong_phone bigint not null default 0;
-- how many of its texts a stranger asked for: the shares of requester, range
-- and country
alter table verifications add column counted bigint not null default 0;
-- what each of them gives back to its range and country when it is answered,
-- in millionths of a text
alter table verifications add column credit bigint not null default 1000000;

-- The latest moment that `full_at` could have had when it was last raised: the
-- bucket's size.
alter table limits add column bound_at bigint not null default 0;
