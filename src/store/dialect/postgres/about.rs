//! What can be said of a server and of our database there.

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection, Row};

use super::super::about::About;
use super::super::upgrade;
use super::connect::{is_readable, only};
use super::lease::Server;
use super::listener::Listener;
use super::{guarding, place, reached, read};
use crate::base::clock::{Clock, Timestamp, micros};
use crate::store::OpenError;

/// The version, the user, whether there is a schema to make tables in, whether
/// they may be made there, and of the tables those that may not be read and
/// written.
const RIGHTS: &str = "select current_setting('server_version'), current_user::text,
    coalesce(quote_ident(current_schema()), ''),
    coalesce(has_schema_privilege(current_schema(), 'create'), false),
    (select count(*) from pg_class where relnamespace = current_schema()::regnamespace
        and relkind = 'r' and not (has_table_privilege(oid, 'select')
            and has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'update')
            and has_table_privilege(oid, 'delete')))";

const CLOCK: &str = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";

/// Looks at it as a start would, up to what listens.
pub(in crate::store::dialect) async fn of_server(
    url: &str,
    clock: &dyn Clock,
) -> Result<About, OpenError> {
    let options = read(url, "textgate check")?;
    let looked = looked(&options, clock).await;
    looked.map_err(|error| error.at(&place(&options)))
}

async fn looked(options: &PgConnectOptions, clock: &dyn Clock) -> Result<About, OpenError> {
    let mut connection = reached(options).await?;
    let rights = only(&mut connection, RIGHTS).await?;
    let user: String = rights.try_get(1)?;
    let pending = upgrade::pending_there(&mut connection).await?.len();
    let is_made = upgrade::has_tables(&mut connection).await?;
    let shown = shown(&mut connection, clock).await?;
    connection.close().await?;
    let server = Server::connect(guarding(), options.clone()).await?;
    Listener::begin(&server).await?;
    server.close().await;
    let mut warnings = Vec::new();
    if is_readable(options).await? {
        warnings.push(super::unencrypted(options));
    }
    let version: String = rights.try_get(0)?;
    let schema: String = rights.try_get(2)?;
    let lacks = lacks(
        (&user, &schema),
        rights.try_get(3)?,
        rights.try_get(4)?,
        pending,
    );
    if lacks.is_none() && !rights.try_get::<bool, _>(3)? {
        warnings.push(format!(
            "an upgrade will need: grant create on schema {schema} to {user}"
        ));
    }
    Ok(About {
        name: format!("PostgreSQL {version}, {}", place(options)),
        user: Some(user),
        lacks,
        warnings,
        is_made,
        pending,
        clock: Some(shown),
    })
}

fn lacks(
    (user, schema): (&str, &str),
    makes_tables: bool,
    locked: i64,
    pending: usize,
) -> Option<String> {
    if schema.is_empty() {
        return Some(format!("{user} has no schema there; check its search_path"));
    }
    if pending > 0 && !makes_tables {
        return Some(format!(
            "{user} may not make the tables that are missing; grant create on schema {schema} to it"
        ));
    }
    (locked > 0).then(|| {
        format!(
            "{user} may not read and write {locked} of its tables; make it their owner, or grant \
             select, insert, update, delete on all tables in schema {schema} to it"
        )
    })
}

/// What the server's clock shows, and what ours does at the same time.
async fn shown(
    connection: &mut PgConnection,
    clock: &dyn Clock,
) -> Result<(Timestamp, Timestamp), OpenError> {
    let before = clock.wall();
    let theirs: i64 = only(connection, CLOCK).await?.try_get(0)?;
    let half = micros(clock.wall().since(before)) / 2;
    let ours = Timestamp::from_micros(before.as_micros() + half);
    Ok((Timestamp::from_micros(theirs), ours))
}
