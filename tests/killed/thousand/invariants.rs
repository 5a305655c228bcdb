//! What must be true of the rows at every moment, killed or not.

use std::path::Path;

use super::gateway_log::Truth;
use crate::app::dump::ask;

/// Each names what is wrong; together they find nothing.
const WRONGS: &str = "
select 'a user without a verification: ' || u.id from users u
where u.verified_at is null
    and not exists (select 1 from verifications v where v.user_id = u.id)
union all
select 'a verification without a text that was taken: ' || v.id from verifications v
where not exists (select 1 from deliveries d
    where d.verification_id = v.id and d.status = 'accepted')
union all
select 'a text that was taken for nothing: ' || d.id from deliveries d
join users u on u.phone_hash = d.phone_hash
where d.status = 'accepted'
    and not exists (select 1 from verifications v where v.id = d.verification_id)
union all
select 'a code was right, and nobody is verified: ' || v.id from verifications v
join users u on u.id = v.user_id
where v.consumed_at is not null and u.verified_at is null
union all
select 'signed in without a code: ' || u.id from users u
where (select count(*) from sessions s where s.user_id = u.id)
    > (select count(*) from verifications v
        where v.user_id = u.id and v.consumed_at is not null)
union all
select 'a session of nobody: ' || s.id_hash from sessions s
where s.user_id is null and s.verification_id is null
union all
select 'texts and their counts differ' from meta where name = 'key'
    and (select count(*) from deliveries)
        <> (select coalesce(sum(requested), 0) from rollups where span = 300)
";

const SQLITE: &str = "
select integrity_check from pragma_integrity_check where integrity_check <> 'ok'
union all
select 'a row of nobody in ' || \"table\" from pragma_foreign_key_check
";

/// Checks all rows; of the numbers of users, that each had a confirmed text;
/// and that who was blocked is.
pub async fn is_right(file: &Path, is_sqlite: bool, truth: &Truth, blocked: &[&String]) {
    let wrongs = ask(file, WRONGS).await;
    assert_eq!(wrongs, [""; 0]);
    if is_sqlite {
        assert_eq!(ask(file, SQLITE).await, [""; 0]);
    }
    for phone in ask(file, "select phone from users").await {
        assert!(truth.confirmed(&phone) > 0, "{phone} exists unconfirmed");
    }
    let kept = "select phone from users where status = 'blocked'";
    let kept = ask(file, kept).await;
    for phone in blocked {
        assert!(kept.contains(phone), "{phone} was blocked");
    }
}
