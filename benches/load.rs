//! How many sign-ins and session checks one machine holds, beside the least
//! that they can cost (`load/baseline.rs`) and beside an older build, measured in
//! turns in the same run; how long people wait at fixed rates; what a refused
//! text costs; memory, start-up, and what a large number of users changes. The
//! real program, built for release, over loopback HTTP, and a real SQLite file
//! with `synchronous = FULL`, or PostgreSQL as it comes; the load, the provider,
//! the database and the program share the machine.
//!
//! `cargo bench --bench load` prints the tables of docs/performance.md. After `--`:
//! see [`Options`].

#[path = "load/apps.rs"]
mod apps;
#[path = "load/baseline.rs"]
mod baseline;
#[path = "load/client.rs"]
mod client;
#[path = "load/crowd.rs"]
mod crowd;
#[path = "load/forward_auth.rs"]
mod forward_auth;
#[path = "load/forwarder.rs"]
mod forwarder;
#[path = "load/gateway.rs"]
mod gateway;
#[path = "load/growth.rs"]
mod growth;
#[path = "load/pace.rs"]
mod pace;
#[path = "load/people.rs"]
mod people;
#[path = "../tests/app/postgres.rs"]
#[expect(dead_code, reason = "tests do more with a server")]
mod postgres;
#[path = "load/proc.rs"]
mod proc;
#[path = "load/program.rs"]
mod program;
#[path = "load/provider_distance.rs"]
mod provider_distance;
#[path = "load/rates.rs"]
mod rates;
#[path = "load/reached.rs"]
mod reached;
#[path = "load/refused.rs"]
mod refused;
#[path = "load/resources.rs"]
mod resources;
#[path = "load/seed.rs"]
mod seed;
#[path = "load/server.rs"]
mod server;
#[path = "load/site.rs"]
mod site;
#[path = "load/table.rs"]
mod table;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use clap::Parser;
use crowd::{CHECK, Crowd, FEW, FORM, JSON, Kind, MANY, SLOW};
use gateway::Gateway;
use server::Server;
use site::{Role, Site};

/// What is measured.
#[derive(Parser)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
struct Options {
    /// For a quick look.
    #[arg(long)]
    small: bool,
    /// What the number of users changes, alone.
    #[arg(long, conflicts_with = "postgres")]
    growth: bool,
    /// What proxies ask before requests to apps, alone.
    #[arg(long, conflicts_with_all = ["postgres", "growth"])]
    forward: bool,
    /// What apps cost, alone, beside npm's oidc-provider.
    #[arg(long, conflicts_with_all = ["postgres", "growth"])]
    apps: bool,
    /// An older program, in turns with this one.
    #[arg(long, value_name = "PROGRAM")]
    beside: Option<PathBuf>,
    /// `PostgreSQL` instead of `SQLite`, without growth: a server that is started for
    /// it, or the one of this address, where databases may be made.
    #[arg(long, value_name = "URL")]
    #[expect(clippy::option_option, reason = "so clap has it")]
    postgres: Option<Option<String>>,
    /// How much longer a round trip to `PostgreSQL` is to take, such as 1ms.
    #[arg(long, value_name = "TIME", requires = "postgres", value_parser = milliseconds)]
    rtt: Option<Duration>,
    /// So many programs at one database, beside one.
    #[arg(long, requires = "postgres", default_value_t = 1)]
    nodes: usize,
    /// Be the floor instead.
    #[arg(long, hide = true, num_args = 4)]
    floor: Vec<String>,
    /// What cargo says to each.
    #[arg(long, hide = true)]
    bench: bool,
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    let number = text.strip_suffix("ms").and_then(|it| it.parse().ok());
    let time = number.and_then(|ms: f64| Duration::try_from_secs_f64(ms / 1e3).ok());
    time.ok_or_else(|| "write it like 1ms".into())
}

/// From everywhere, for programs run in folders of their own.
fn full(path: &Path) -> PathBuf {
    path.canonicalize().expect("a program")
}

/// How much is measured.
#[derive(Clone, Copy)]
struct Extent {
    /// Turns of each site.
    turns: usize,
    /// How long each lasts.
    lasts: Duration,
    /// The most users, as a power of ten.
    users: u32,
}

const WHOLE: Extent = Extent {
    turns: 5,
    lasts: Duration::from_secs(5),
    users: 7,
};
const SMALL: Extent = Extent {
    turns: 1,
    lasts: Duration::from_secs(2),
    users: 4,
};

/// What all measurements have in common.
struct Bench {
    crowd: Crowd,
    extent: Extent,
    /// This build.
    built: PathBuf,
    /// The older one.
    older: Option<PathBuf>,
    /// None: `SQLite`.
    server: Option<Server>,
}

/// On `SQLite`, there is a floor.
const ON_SQLITE: [Kind; 4] = [JSON, SLOW, FORM, CHECK];
const ON_POSTGRES: [Kind; 4] = [JSON, FEW, FORM, CHECK];
const ON_NODES: [Kind; 2] = [JSON, MANY];

fn main() {
    let options = Options::parse();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if let [listen, file, gateway, page] = &options.floor[..] {
        let (listen, page) = (listen.parse().expect("where"), page.parse().expect("bytes"));
        return runtime.block_on(baseline::serve(listen, file, gateway, page));
    }
    let built = program::build();
    runtime.block_on(async {
        let server = options.postgres.as_ref();
        let bench = Bench {
            crowd: Crowd {
                next: Arc::new(AtomicU64::new(1)),
                gateway: Gateway::start().await,
            },
            extent: if options.small { SMALL } else { WHOLE },
            built,
            older: options.beside.as_deref().map(full),
            server: server.map(|url| Server::at(url.as_deref(), options.rtt)),
        };
        if let Some(server) = &bench.server {
            println!("\nA round trip: {} ms", table::ms(server.distance().await));
        }
        if options.forward {
            return forward_auth::measure(&bench).await;
        }
        if options.apps {
            return apps::measure(&bench).await;
        }
        if options.nodes > 1 {
            return nodes(&bench, options.nodes).await;
        }
        if !options.growth {
            one_node(&bench, options.rtt.is_some()).await;
        }
        if bench.server.is_none() {
            growth::measure(&bench).await;
        }
    });
}

async fn one_node(bench: &Bench, is_far: bool) {
    let mut sites = Site::of_each_build(bench).await;
    let kinds = if bench.server.is_some() {
        ON_POSTGRES
    } else {
        sites.insert(0, Site::floor(bench, &sites[0]).await);
        ON_SQLITE
    };
    let capacities = reached::measure(bench, &sites, &kinds).await;
    rates::measure(bench, &sites, &capacities).await;
    // distance changes nothing of these
    if is_far {
        return;
    }
    refused::measure(bench, &sites, &capacities).await;
    drop(sites);
    resources::measure(bench).await;
    provider_distance::measure().await;
}

/// Several nodes beside one.
async fn nodes(bench: &Bench, nodes: usize) {
    let mut sites = Site::of_each_build(bench).await;
    sites.push(Site::start(bench, Role::Nodes, &bench.built, nodes).await);
    reached::measure(bench, &sites, &ON_NODES).await;
}
