-- part verifications
insert into verifications (id, user_id, code_hash, code_length, code_expires_at, created_at,
    attempts, sends, last_sent_at, consumed_at, origin, requester, first_asked_at, asked_at, provider)
select d.verification_id, u.id, printf('%064x', d.rowid), 6, d.created_at + 300000000,
    d.created_at + 400000, 1, 1, d.created_at + 400000,
    case when d.rowid % 5 > 0 then d.created_at + 21000000 end,
    case when d.rowid % 4 > 0 then 'form' else 'json' end, printf('%064x', d.rowid % 99991),
    d.created_at, d.created_at, d.provider
from deliveries d join users u on u.phone_hash = d.phone_hash
where d.verification_id is not null;

-- part sessions
insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at, agent, address)
select printf('%064x', rowid * 2654435761), id, active_at, active_at, {now} + 20 * {day},
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', '203.0.113.9'
from users where verified_at is not null and active_at > {now} - 60 * {day};

-- part standing
update users set status = case when rowid % 200 = 3 then 'blocked'
    when verified_at is not null then 'active' else 'unverified' end;

-- part blocks
insert into blocks (phone_hash, created_at)
select phone_hash, active_at from users where rowid % 200 = 3;

-- part browsers
insert into browsers (phone_hash, browser_hash, seen_at)
select phone_hash, printf('%064x', rowid * 40503), active_at from users where verified_at is not null;

-- part traffic
insert into traffic (place, day, label, texts, verified)
with recursive d(day) as (select {today} - 34 union all select day + 1 from d where day < {today})
select 'range:' || r.hash, d.day, case when r.rowid % 3 = 0 then r.label end,
    1 + (r.rowid + d.day) % 9, (1 + (r.rowid + d.day) % 9) * (r.rowid % 5) / 5
from d join ranges r where (r.rowid + d.day) % 4 = 0;
insert into traffic (place, day, label, texts, verified)
with recursive d(day) as (select {today} - 34 union all select day + 1 from d where day < {today})
select 'country:' || u.region, d.day, u.region, 9000, 7000
from d join (select distinct region from users) u;

-- part places
insert into places (place, label, region, stopped_since, stopped_at, stopped_until)
select 'range:' || hash, label, 'GB', {now} - 3600000000, {now} - 60000000, {now} + 600000000
from ranges where rowid % 97 = 0 limit 60;
insert into places (place, label, region, switch, switched_at, switched_by)
select 'range:' || hash, label, 'GB', 'allow', {now} - 7200000000, '+44 *** 018'
from ranges where rowid % 97 = 1 limit 60;

-- part audit
insert into audit (id, at, actor_kind, actor_id, actor_number, address, action, target_kind,
    target_id, target_label)
select printf('%08x-%04x-7000-9000-%012x', active_at / 1000 >> 16, active_at / 1000 & 65535, rowid),
    active_at, 'user', id, '+44 *** 018', '203.0.113.9',
    case rowid % 4 when 0 then 'user.block' when 1 then 'user.unblock' when 2 then 'user.sign_out'
        else 'user.delete' end,
    'user', id, '+44 *** 456'
from users where rowid % 5 = 0;

-- part rollups
create temp table slots (span bigint, at bigint, n bigint);
insert into slots
with recursive n(n) as (select 0 union all select n + 1 from n where n < 1500)
select 300, ({now} / 300000000 - n) * 300000000, n from n where n < 864
union all select 3600, ({now} / 3600000000 - n) * 3600000000, n from n where n < 1488
union all select 86400, ({now} / {day} - n) * {day}, n from n where n < 400;
create temp table regions (region text, weight bigint);
insert into regions (region, weight)
select value, 1 + key * key % 41 from json_each('["GB","US","IN","FR","DE","BR","NG","ES","IT","JP","KE","MX","CA","AU","NZ","NL","BE","SE","NO","FI","DK","PL","CZ","SK","HU","RO","BG","GR","PT","IE","CH","AT","ZA","EG","MA","TN","GH","CI","SN","TZ","UG","CO","AR","CL","PE","EC","VN","TH","PH","ID","MY","SG","HK","TW","KR","TR","IL","AE","SA","UA"]');
insert into rollups (span, at, region, provider, requested, sending, accepted, delivered,
    undelivered, refused, unknown, entered, verified, cost)
select s.span, s.at, r.region, p.value, 20 * r.weight * s.span / 300, 0, r.weight * s.span / 300,
    17 * r.weight * s.span / 300, r.weight * s.span / 300, r.weight * s.span / 600, 0,
    16 * r.weight * s.span / 300, (14 + s.n % 3) * r.weight * s.span / 300, 150000 * r.weight
from slots s join regions r join json_each('["main","spare"]') p;
insert into rollup_times (span, at, kind, provider, bucket, n)
with recursive b(b) as (select 0 union all select b + 1 from b where b < 24)
select s.span, s.at, k.value, p.value,
    case k.value when 'answer' then 48 else 90 end + b, 3 + (b * 7 + s.n) % 40
from slots s join b join json_each('["answer","sign_in"]') k join json_each('["main","spare"]') p;
insert into rollup_failures (span, at, region, provider, reason, n)
select s.span, s.at, r.region, 'main', f.value, r.weight
from slots s join regions r
join json_each('["outage","unreachable","blocked","invalid_number"]') f
where (r.weight + s.n) % 3 = 0;
insert into rollup_refusals (span, at, region, kind, n)
select s.span, s.at, r.region, k.value, r.weight
from slots s join regions r join json_each('["wait","phone","range","requester"]') k
where (r.weight + s.n) % 4 = 0;
