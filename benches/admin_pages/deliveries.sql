insert into deliveries (id, phone_hash, last_three, region, range, verification_id, provider,
    provider_id, status, reason, raw_code, detail, took_ms, parts, cost, created_at, message_id,
    nth, receipt_at, asked_at, was)
with recursive n(n) as (select {from} union all select n + 1 from n where n + 1 < {until}),
d as (
    select n, {now} - 90 * {day} + n * (90 * {day} / {deliveries}) as at,
        1 + n * 2654435761 % {users} as person, n * 40503 % 1000 as roll from n
)
select printf('%08x-%04x-7000-8000-%012x', at / 1000 >> 16, at / 1000 & 65535, n),
    u.phone_hash, substr(u.phone, -3), u.region, 'range:' || r.hash,
    case when roll < 970 and at > {now} - 30 * {day} then printf('%032x', n) end,
    case when n % 7 = 0 then 'spare' else 'main' end,
    case when roll < 970 then 'SM' || printf('%032x', n * 11) end,
    case when roll < 900 then 'delivered' when roll < 930 then 'undelivered'
        when roll < 970 then 'accepted' when roll < 990 then 'refused' else 'unknown' end,
    case when roll < 900 then null when roll < 915 then 'unreachable' when roll < 930 then 'blocked'
        when roll < 970 then null when roll < 980 then 'invalid_number' else 'outage' end,
    case when roll between 900 and 929 then '30003' when roll between 970 and 989 then '21211' end,
    case when roll >= 970 then 'The provider said what it said' end,
    200 + roll, 1, 7900, at, printf('%08x-%04x-7000-8000-%012x', at / 1000 >> 16, at / 1000 & 65535, n),
    1, case when roll < 930 then at + 4000000 end, at, 'sending'
from d join users u on u.rowid = d.person
join ranges r on r.label = substr(u.phone, 1, length(u.phone) - 4);
