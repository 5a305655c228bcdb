//! What providers say, real and bent, before every reader of it: none may
//! panic, and none may take anything for a confirmation that is not one.

mod bent;
mod documented;
mod receipts;
mod replies;
mod signed;
