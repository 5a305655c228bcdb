//! What each provider writes on the wire and how it reads what is its own; and
//! how routes find a provider.

mod africastalking;
#[path = "../app/mod.rs"]
mod app;
mod aws;
mod console;
mod incoming;
mod infobip;
mod lifetimes;
mod messagebird;
mod msg91;
mod plivo;
mod proxy;
mod routing;
mod sinch;
mod telnyx;
mod twilio;
mod twilio_receipts;
mod vonage;
mod vonage_receipts;
mod webhook;
mod webhook_receipts;
mod whatsapp;

/// The words of `app::texts::message`.
const TEXT: &str = "048213 is your Harbour Books code. Do not share it with anyone.\n\n\
                    @books.example #048213";
