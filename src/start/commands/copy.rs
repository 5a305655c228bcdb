//! `textgate copy`: everything, into another database.

use super::{Percent, environment};
use crate::base::config::{InvalidValue, Source};
use crate::start::settings::{Config, database_url};
use crate::start::{StartError, key};
use crate::store::{self, Copied, Progress, Store};

/// `textgate copy`; without `to`, into the database of the settings.
///
/// # Errors
/// See [`StartError`]; each is one line, and nothing was copied.
pub async fn copy(config: &Config, from: &str, to: Option<&str>) -> Result<(), StartError> {
    let to = to.unwrap_or(&config.database_url);
    for (flag, url) in [("--from", from), ("--to", to)] {
        let wrong =
            |it: InvalidValue| StartError::Config(it.of(flag, &Source::Flag(flag.into()), None));
        database_url(url).map_err(wrong)?;
    }
    let clock = environment(config).clock;
    let begun = clock.now();
    let mut percent = Percent::default();
    let told = |it: Progress<'_>| {
        let now = it.rows * 100 / it.of.max(1);
        let does = if it.checking { "checked" } else { "copied" };
        let (rows, of, table) = (it.rows, it.of, it.table);
        percent.tell(now, || {
            format!("{does} {now} %: {rows} of {of} rows, at {table}")
        });
    };
    let copied = store::copy(from, to, told).await;
    let copied = copied.map_err(|error| StartError::Invalid(format!("copy: {error}")))?;
    let took = clock.now().since(begun).as_millis();
    let store = Store::open(to).await?;
    let kept = store.key_fingerprint().await?;
    store.close().await;
    print(&copied);
    println!("time       {}.{:03} s", took / 1_000, took % 1_000);
    println!("key        {}", key::whereabouts(config, kept.as_deref()));
    println!("Every table reads back the same. Every node needs the key file.");
    Ok(())
}

fn print(copied: &[Copied]) {
    let wide = copied.iter().map(|it| it.table.len()).max().unwrap_or(0);
    for it in copied {
        let digest = &it.digest[..16];
        println!("{:<wide$} {:>12}  {digest}", it.table, it.rows);
    }
    let rows: u64 = copied.iter().map(|it| it.rows).sum();
    println!("tables     {}", copied.len());
    println!("rows       {rows}");
}
