//! Receipts come twice, late, too early, in any order, and to a database that
//! is in trouble.

use super::app::ADA;
use super::app::gateway::Gate;
use super::senders::{ALL, Speaker, Word};
use super::{app, app_with, asked, delivery, is_told_of_trouble, post};

#[tokio::test]
async fn f_receipts_twice_late_or_out_of_order_change_nothing() {
    const WORDS: [Word; 3] = [Word::Delivered, Word::Undelivered, Word::Underway];
    for speaker in ALL {
        for first in [Word::Delivered, Word::Undelivered] {
            let app = app(speaker).await;
            let browser = asked(&app).await;
            let address = Speaker::callback(&app.gateway.requests()[0]);
            let receipt = speaker.receipt(&app, &address, first);
            post(&app, &address, &receipt).await.is(204);
            let known = app.dump().await;
            for later in WORDS {
                app.clock.advance(std::time::Duration::from_mins(2));
                let receipt = speaker.receipt(&app, &address, later);
                post(&app, &address, &receipt).await.is(204);
                assert_eq!(app.dump().await, known, "{speaker:?}: {first:?}, {later:?}");
            }
            let trouble = first == Word::Undelivered;
            assert_eq!(is_told_of_trouble(&browser).await, trouble);
        }
    }
}

#[tokio::test]
async fn f_a_receipt_before_the_provider_s_answer_is_not_lost() {
    for speaker in ALL {
        for (word, status) in [
            (Word::Delivered, "delivered"),
            (Word::Undelivered, "undelivered"),
        ] {
            let (app, gate) = (app(speaker).await, Gate::shut());
            app.gateway.answers(gate.holds(speaker.charges()));
            let browser = app.browser();
            let (page, ()) = tokio::join!(browser.post_phone(ADA), async {
                app.gateway.asked(1).await;
                let address = Speaker::callback(&app.gateway.requests()[0]);
                let receipt = speaker.receipt(&app, &address, word);
                post(&app, &address, &receipt).await.is(204);
                let none = [&[] as &[String]; 3];
                assert_eq!(app.dump().await.person(), none, "a receipt makes nobody");
                gate.open();
            });
            page.leads_to("/login/code");
            let row = delivery(&app, 0).await;
            assert_eq!(row["status"], status, "{speaker:?}");
            assert!(row["receipt_at"].is_i64() && row["verification_id"].is_string());
            let told = word == Word::Undelivered;
            let code = told.then(|| speaker.reason().1);
            assert_eq!(row["raw_code"].as_str(), code);
            assert_eq!(is_told_of_trouble(&browser).await, told);
            browser
                .post_code(&app.last_code())
                .await
                .leads_to("/account");
        }
    }
}

#[tokio::test]
async fn a_text_in_doubt_is_settled_by_its_receipt_and_still_makes_nobody() {
    let app = app(Speaker::Twilio).await;
    app.gateway.answers(super::app::gateway::Answer::Close);
    app.browser().post_phone(ADA).await.is(503);
    assert_eq!(delivery(&app, 0).await["status"], "unknown");
    let address = Speaker::callback(&app.gateway.requests()[0]);
    let receipt = Speaker::Twilio.receipt(&app, &address, Word::Delivered);
    post(&app, &address, &receipt).await.is(204);
    assert_eq!(delivery(&app, 0).await["status"], "delivered");
    assert_eq!(app.dump().await.person(), [&[] as &[String]; 3]);
}

#[tokio::test]
async fn a_provider_tells_of_its_own_texts_only() {
    for speaker in ALL {
        let spare = speaker.provider("spare");
        let more = format!("[[provider]]\n{spare}\n[routes]\ndefault = ['main']");
        let app = app_with(speaker, &more).await;
        asked(&app).await;
        let address = Speaker::callback(&app.gateway.requests()[0]);
        let (_, id) = address.split_once("?d=").expect("our id");
        let known = app.dump().await;
        let spare = app.web.app.receipt_address("spare").expect("an address");
        let unknown = "01900000-0000-7000-8000-000000000000";
        let main = app.web.app.receipt_address("main").expect("an address");
        for elsewhere in [format!("{spare}?d={id}"), format!("{main}?d={unknown}")] {
            let receipt = speaker.receipt(&app, &elsewhere, Word::Undelivered);
            post(&app, &elsewhere, &receipt).await.is(204);
            assert_eq!(app.dump().await, known, "{speaker:?}");
        }
    }
}

#[tokio::test]
async fn our_own_id_decides_before_the_provider_s() {
    let app = app(Speaker::Twilio).await;
    asked(&app).await;
    let known = app.dump().await;
    let address = app.web.app.receipt_address("main").expect("an address");
    let sid = format!("SM{}", "0a".repeat(16));
    let body = format!("MessageSid={sid}&MessageStatus=delivered");
    let told = async |address: &str| {
        let receipt = Speaker::Twilio.signed(&app, address, &body);
        post(&app, address, &receipt).await.is(204);
    };
    let unknown = "01900000-0000-7000-8000-000000000000";
    told(&format!("{address}?d={unknown}")).await;
    assert_eq!(app.dump().await, known);
    told(&address).await;
    assert_eq!(delivery(&app, 0).await["status"], "delivered");
}

#[tokio::test]
async fn with_the_database_down_the_provider_is_asked_to_try_again() {
    for speaker in ALL {
        let app = app(speaker).await;
        asked(&app).await;
        let address = Speaker::callback(&app.gateway.requests()[0]);
        let receipt = speaker.receipt(&app, &address, Word::Undelivered);
        app.spoil(
            "create trigger fault before update on deliveries
             begin select raise(abort, 'the disk is on fire'); end",
        )
        .await;
        let before = app.dump().await;
        let answer = post(&app, &address, &receipt).await;
        assert_eq!(answer.is(503).header("retry-after"), "5");
        answer.hides("fire");
        assert_eq!(app.dump().await, before);
        app.spoil("drop trigger fault").await;
        post(&app, &address, &receipt).await.is(204);
        assert_eq!(delivery(&app, 0).await["status"], "undelivered");
    }
}
