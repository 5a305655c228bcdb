//! Codes as texts bring them: late, pasted as whole messages, typed again because an
//! answer was lost; and posts that are sent once, whatever is pressed.

#[path = "../app/mod.rs"]
mod app;

mod late_text;
mod lost_answer;
mod pasted;
mod posts;
