//! What the program logs, in tests that run on one thread.

use std::cell::RefCell;
use std::io;
use std::sync::Once;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes to the thread's own log. One for all threads: what a scoped
/// subscriber hears depends on what other tests did first.
struct OwnThread;

static LISTENS: Once = Once::new();

/// Listens to this thread from now on.
pub fn listen() {
    LISTENS.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(|| OwnThread)
            .init();
    });
    TEXT.take();
}

/// The lines since then that have these words in them.
pub fn lines(words: &str) -> Vec<String> {
    let text = String::from_utf8(TEXT.with_borrow(Vec::clone)).expect("text");
    let lines = text.lines().filter(|line| line.contains(words));
    lines.map(str::to_owned).collect()
}

impl io::Write for OwnThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        TEXT.with_borrow_mut(|text| text.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
