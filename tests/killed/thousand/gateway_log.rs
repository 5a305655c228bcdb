//! What the gateway did. It is the only witness of which texts were confirmed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use tokio::sync::watch;

use crate::app::gateway::{Answer, Gate, Gateway, Request};

/// The gateway's own books.
pub struct Truth {
    books: Mutex<Books>,
    /// How many texts came, and how many of them it confirmed.
    counts: watch::Sender<Counts>,
}

/// So many texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Came in.
    pub asked: usize,
    /// Were confirmed.
    pub confirmed: usize,
}

struct Books {
    rng: StdRng,
    /// Whether every text is confirmed at once.
    calm: bool,
    gate: Gate,
    /// Numbers whose text waits at the gate.
    waiting: Vec<String>,
    /// The codes of all texts to a number, newest last.
    codes: BTreeMap<String, Vec<String>>,
    /// How many texts to a number were confirmed, and to all.
    confirmed: BTreeMap<String, usize>,
    in_all: usize,
    /// Numbers whose last text was refused.
    refused: BTreeSet<String>,
}

impl Truth {
    /// Has this gateway keep books.
    pub fn of(gateway: &Gateway, seed: u64) -> Arc<Self> {
        let truth = Arc::new(Self {
            books: Mutex::new(Books {
                rng: StdRng::seed_from_u64(seed),
                calm: true,
                gate: Gate::shut(),
                waiting: Vec::new(),
                codes: BTreeMap::new(),
                confirmed: BTreeMap::new(),
                in_all: 0,
                refused: BTreeSet::new(),
            }),
            counts: watch::Sender::default(),
        });
        let answering = Arc::clone(&truth);
        gateway.answers_to(move |request| answering.answer(request));
        truth
    }

    fn answer(&self, request: &Request) -> Answer {
        let mut books = self.books.lock().expect("books");
        let phone = request.field("To").expect("a number");
        let code = request.text()[..6].to_owned();
        books.codes.entry(phone.clone()).or_default().push(code);
        let roll = if books.calm {
            0
        } else {
            books.rng.random_range(0..100)
        };
        let answer = match roll {
            0..70 => {
                books.confirm(phone);
                Answer::TwilioQueued
            }
            70..95 => {
                books.waiting.push(phone);
                books.gate.holds(Answer::TwilioQueued)
            }
            _ => {
                books.refused.insert(phone);
                Answer::Json(400, json!({ "code": 21211 }))
            }
        };
        drop(books);
        self.counts.send_modify(|counts| counts.asked += 1);
        self.count();
        answer
    }

    fn count(&self) {
        let confirmed = self.books.lock().expect("books").in_all;
        self.counts
            .send_modify(|counts| counts.confirmed = confirmed);
    }

    /// From now on some texts wait at the gate, and some are refused.
    pub fn turns_moody(&self) {
        let mut books = self.books.lock().expect("books");
        books.calm = false;
        books.gate = Gate::shut();
    }

    /// From now on every text is confirmed at once. Those at the gate never
    /// were, for who asked is gone.
    pub fn turns_calm(&self) {
        let mut books = self.books.lock().expect("books");
        books.calm = true;
        books.waiting.clear();
        books.gate.open();
    }

    /// From now on every text is confirmed at once, those at the gate too.
    pub fn lets_all_through(&self) {
        self.books.lock().expect("books").calm = true;
        self.opens();
    }

    /// Confirms all that wait at the gate, and shuts it again.
    pub fn opens(&self) {
        let mut books = self.books.lock().expect("books");
        let waiting = std::mem::take(&mut books.waiting);
        for phone in waiting {
            books.confirm(phone);
        }
        std::mem::replace(&mut books.gate, Gate::shut()).open();
        drop(books);
        self.count();
    }

    /// What came in, and what was confirmed, as it changes.
    pub fn counts(&self) -> watch::Receiver<Counts> {
        self.counts.subscribe()
    }

    /// The codes of all texts to a number, newest last.
    pub fn codes(&self, phone: &str) -> Vec<String> {
        let books = self.books.lock().expect("books");
        books.codes.get(phone).cloned().unwrap_or_default()
    }

    /// How many texts to a number were confirmed.
    pub fn confirmed(&self, phone: &str) -> usize {
        let books = self.books.lock().expect("books");
        books.confirmed.get(phone).copied().unwrap_or_default()
    }

    /// Whether the last text to a number was refused.
    pub fn refused(&self, phone: &str) -> bool {
        self.books.lock().expect("books").refused.contains(phone)
    }
}

impl Books {
    fn confirm(&mut self, phone: String) {
        self.refused.remove(&phone);
        *self.confirmed.entry(phone).or_default() += 1;
        self.in_all += 1;
    }
}
