//! What the console shows.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use textgate::delivery::{Delivery, Setup, console};
use textgate::domain::delivery::{Accepted, Category, Certainty, Fault};

use crate::app::sending;

/// A shared buffer, or a writer that fails.
#[derive(Clone)]
struct Paper(Option<Arc<Mutex<Vec<u8>>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let buffer = self.0.as_ref().ok_or(io::ErrorKind::BrokenPipe)?;
        buffer.lock().expect("paper").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn printed_on(paper: Paper) -> Result<Accepted, Fault> {
    let setup = Setup {
        console_out: console::Out::to(paper),
        ..sending::setup(sending::PATIENT)
    };
    let delivery = Delivery::new(vec![], BTreeMap::new(), &setup).expect("the console");
    sending::send(&delivery, &sending::message()).await.outcome
}

#[tokio::test]
async fn the_console_prints_the_text_in_a_frame() {
    let buffer = Arc::default();
    let taken = printed_on(Paper(Some(Arc::clone(&buffer)))).await;
    assert_eq!(taken, Ok(Accepted::default()));
    let printed = String::from_utf8(buffer.lock().expect("paper").clone());
    assert_eq!(
        printed.expect("text"),
        "\n┌─ Text to +14155552671\n\
         │ 048213 is your Harbour Books code. Do not share it with anyone.\n\
         │\n\
         │ @books.example #048213\n\
         └─\n"
    );
}

#[tokio::test]
async fn what_the_console_cannot_print_is_not_taken() {
    let fault = printed_on(Paper(None)).await.expect_err("a broken pipe");
    assert_eq!(fault.certainty, Certainty::Unknown);
    assert_eq!(fault.category, Category::Outage);
}
