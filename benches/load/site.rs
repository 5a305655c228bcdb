//! What is compared: programs of one build at a database of their own.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use super::proc;
use super::program::Program;
use super::server::Server;
use super::{Bench, client::Client};

/// What a site is there for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The least that the same work can cost.
    Floor,
    /// An older build.
    Older,
    /// This build.
    This,
    /// This build, several of it.
    Nodes,
}

/// Programs that serve from one database.
pub struct Site<'a> {
    pub role: Role,
    pub programs: Vec<Program>,
    server: Option<&'a Server>,
}

impl<'a> Site<'a> {
    /// So many programs at a new database.
    pub async fn start(bench: &'a Bench, role: Role, binary: &Path, nodes: usize) -> Self {
        let server = bench.server.as_ref();
        let url = match server {
            Some(server) => Some(server.new_database().await),
            None => None,
        };
        let mut programs = Vec::new();
        for _ in 0..nodes {
            let gateway = &bench.crowd.gateway;
            programs.push(Program::textgate(binary, gateway, url.as_deref()).await);
        }
        Self {
            role,
            programs,
            server,
        }
    }

    /// The floor, with pages as large as a build's.
    pub async fn floor(bench: &Bench, like: &Site<'_>) -> Self {
        let page = Client::to(like.addresses()[0]).await.get("/login").await;
        let floor = Program::floor(&bench.crowd.gateway, page.body.len()).await;
        Self {
            role: Role::Floor,
            programs: vec![floor],
            server: None,
        }
    }

    /// Of each build one program.
    pub async fn of_each_build(bench: &'a Bench) -> Vec<Self> {
        let mut sites = Vec::new();
        if let Some(older) = &bench.older {
            sites.push(Self::start(bench, Role::Older, older, 1).await);
        }
        sites.push(Self::start(bench, Role::This, &bench.built, 1).await);
        sites
    }

    pub fn name(&self) -> &'static str {
        match self.role {
            Role::Floor => "the floor",
            Role::Older => "the older build",
            Role::This => "Textgate",
            Role::Nodes => "several nodes",
        }
    }

    /// Where its programs are.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.programs.iter().map(|it| it.address).collect()
    }

    /// How long its programs have been at work, and their database server.
    pub fn worked(&self) -> [Duration; 2] {
        let programs = self.programs.iter().map(|it| proc::worked(it.pid()));
        let server = self.server.map(Server::worked);
        [programs.sum(), server.unwrap_or_default()]
    }

    /// What its programs hold in memory together, now and at most, in megabytes.
    pub fn memory(&self) -> (u64, u64) {
        let memory = self.programs.iter().map(|it| proc::memory(it.pid()));
        let (now, most) = memory.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        (now / 1_000_000, most / 1_000_000)
    }

    /// What was written to files so far, in bytes: by a program to its own, or by
    /// the server to its log.
    pub async fn written(&self) -> u64 {
        match self.server {
            Some(server) => server.written().await,
            None => self.programs.iter().map(|it| proc::written(it.pid())).sum(),
        }
    }
}
