//! What is kept, and what never is.

use super::*;
use crate::base::clock::Timestamp;
use crate::domain::grant::{Amr, Grant};

fn of_somebody(user: &str) -> Arc<SessionData> {
    Arc::new(SessionData {
        user_id: Some(user.to_owned()),
        verification_id: None,
        return_to: None,
        created_at: 0,
        expires_at: 0,
        last_seen_at: 0,
        agent: String::new(),
        address: String::new(),
        replaces: None,
        ousts: None,
        message: None,
    })
}

const ADA: &str = "01900000-0000-7000-8000-000000000000";

fn session() -> Stale {
    Stale::Session("s".into())
}

fn listening() -> Cache {
    let cache = Cache::default();
    cache.hears(true);
    cache
}

/// The number of a read that is to come.
fn reads(cache: &Cache) -> u64 {
    match cache.visit("s") {
        Look::Read(read) => read,
        Look::Known(_) => panic!("it is known"),
    }
}

fn knows(cache: &Cache) -> bool {
    matches!(cache.visit("s"), Look::Known(_))
}

#[test]
fn what_was_read_is_known() {
    let cache = listening();
    cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
    assert!(knows(&cache));
}

#[test]
fn made_up_names_take_nobodys_place() {
    let cache = listening();
    cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
    for nth in 0..MOST.get() {
        let name = format!("made up {nth}");
        let Look::Read(read) = cache.visit(&name) else {
            panic!("it is known");
        };
        cache.keep_visit(read, &name, None);
    }
    assert!(knows(&cache));
}

#[test]
fn what_changed_is_read_again() {
    let ada = Stale::SessionsOf(ADA.parse().expect("an id"));
    for stale in [session(), ada, Stale::All] {
        let cache = listening();
        cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
        cache.forget(&[stale]);
        assert!(!knows(&cache));
    }
}

#[test]
fn what_changed_while_it_was_read_is_not_kept() {
    let ada = Stale::SessionsOf(ADA.parse().expect("an id"));
    for stale in [session(), ada, Stale::All] {
        let cache = listening();
        let read = reads(&cache);
        cache.forget(&[stale]);
        cache.keep_visit(read, "s", Some(&of_somebody(ADA)));
        assert!(!knows(&cache));
    }
}

#[test]
fn a_later_read_does_not_lend_its_place_to_an_earlier_one() {
    let cache = listening();
    let early = reads(&cache);
    cache.forget(&[session()]);
    let late = reads(&cache);
    cache.keep_visit(early, "s", Some(&of_somebody(ADA)));
    assert!(!knows(&cache));
    cache.forget(&[session()]);
    cache.keep_visit(late, "s", Some(&of_somebody(ADA)));
    assert!(!knows(&cache));
}

#[test]
fn what_others_changed_is_not() {
    let cache = listening();
    cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
    cache.forget(&[
        Stale::Session("another".into()),
        Stale::SessionsOf(ADA.replace('9', "8").parse().expect("an id")),
    ]);
    assert!(knows(&cache));
}

#[test]
fn who_does_not_hear_keeps_nothing() {
    let cache = Cache::default();
    cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
    assert!(!knows(&cache));
    let cache = listening();
    cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
    let read = match cache.visit("another") {
        Look::Read(read) => read,
        Look::Known(_) => panic!("it is known"),
    };
    cache.hears(false);
    assert!(!knows(&cache));
    cache.keep_visit(read, "another", Some(&of_somebody(ADA)));
    assert!(matches!(cache.visit("another"), Look::Read(_)));
}

#[test]
fn after_a_while_it_is_read_again() {
    let cache = listening();
    cache.keep_visit(reads(&cache), "s", Some(&of_somebody(ADA)));
    for _ in 1..HEARTBEATS {
        cache.beats();
    }
    assert!(knows(&cache));
    cache.beats();
    assert!(!knows(&cache));
}

#[test]
fn who_is_only_about_to_sign_in_is_not_kept() {
    let cache = listening();
    let nobody = Arc::new(SessionData {
        user_id: None,
        ..(*of_somebody(ADA)).clone()
    });
    cache.keep_visit(reads(&cache), "s", Some(&nobody));
    assert!(!knows(&cache));
}

fn cookie(cache: &Cache) -> Look<Arc<ForwardSession>> {
    cache.forward("hash")
}

/// What a cookie stands for, of this grant.
fn of_grant(id: &str) -> Arc<ForwardSession> {
    let at = Timestamp::from_micros(0);
    Arc::new(ForwardSession {
        expires_at: at,
        is_paused: false,
        grant: Grant {
            id: id.parse().expect("an id"),
            app: "wiki".into(),
            user_id: ADA.parse().expect("an id"),
            session: "s".into(),
            sid: "sid".into(),
            auth_time: at,
            amr: Amr::Sms,
            is_offline: false,
            created_at: at,
            used_at: at,
            ends_at: at,
            ended_at: None,
        },
    })
}

#[test]
fn a_cookie_is_forgotten_with_its_grant_also_while_it_is_read() {
    const OTHER: &str = "01900000-0000-7000-8000-000000000001";
    let (grant, other) = (of_grant(ADA), of_grant(OTHER));
    let ends = [Stale::Grant(grant.grant.id), Stale::Grants, Stale::All];
    for stale in ends.into_iter().chain([Stale::Forward("hash".into())]) {
        let cache = listening();
        let read = |cache: &Cache| match cookie(cache) {
            Look::Read(read) => read,
            Look::Known(_) => panic!("known"),
        };
        cache.keep_forward(read(&cache), "hash", Some(&grant));
        cache.forget(&[Stale::Grant(other.grant.id), session()]);
        assert!(matches!(cookie(&cache), Look::Known(_)), "{stale:?}");
        cache.forget(std::slice::from_ref(&stale));
        let early = read(&cache);
        cache.forget(&[stale]);
        cache.keep_forward(early, "hash", Some(&grant));
        assert!(matches!(cookie(&cache), Look::Read(_)));
    }
}
