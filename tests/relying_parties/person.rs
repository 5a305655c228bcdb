//! Somebody with a phone and a browser.

use crate::app::server::Server;
use crate::window::Window;

/// A person before a browser window, whose texts the console prints.
pub struct Person {
    window: Window,
    textgate: String,
    texts: usize,
}

/// How a recipe's page begins for a signed-in person.
const HELLO: &str = "Hello";

impl Person {
    /// At no page yet. The shop and Textgate are two sites.
    pub async fn new(shop: String, textgate: String) -> Self {
        Self {
            window: Window::on(&shop, true, true).await,
            textgate,
            texts: 0,
        }
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Opens the shop, which needs to know who is there, and signs in by phone.
    pub async fn signs_in(&mut self, server: &Server, phone: &str) {
        self.window.goto("/").await;
        self.proves(server, phone).await;
        self.window.sees(HELLO).await;
    }

    /// Signs in by phone where a page asks for it, on behalf of the shop.
    pub async fn proves(&mut self, server: &Server, phone: &str) {
        self.window.sees("Harbour Shop").await;
        self.window.types("Mobile number", phone).await;
        self.window.presses("Text me a code").await;
        self.window.field("6-digit code").await;
        self.texts += 1;
        let code = server.code(self.texts).await;
        self.window.types("6-digit code", &code).await;
        self.window.presses("Sign in").await;
    }

    /// The shop names them.
    pub async fn is_greeted(&self, words: &str) {
        self.window.sees(words).await;
    }

    /// The id that the shop knows them by.
    pub async fn id(&self) -> String {
        let text = self.window.text().await;
        let (_, id) = text.split_once("your id is ").expect("an id");
        let id = id.split(['.', ' ', '\n']).next().expect("its end");
        id.to_owned()
    }

    /// Presses the shop's button, and sees the number from a new answer.
    pub async fn refreshes(&self, phone: &str) {
        self.window.presses("Refresh").await;
        self.window.sees(&format!("Still {phone}")).await;
    }

    /// Forgets the shop's cookies, and is signed in there again without a code.
    pub async fn comes_back_without_a_code(&self) {
        let session = self.window.session();
        session.delete_all_cookies().await.expect("gone");
        self.window.goto("/").await;
        self.window.sees(HELLO).await;
    }

    /// Signs out at the shop, and is signed out at Textgate.
    pub async fn signs_out_at_the_shop(&self) {
        self.window.goto("/").await;
        self.window.sees(HELLO).await;
        self.window.presses("Sign out").await;
        self.window.sees("Signed out.").await;
        self.is_nobody_at_textgate().await;
    }

    /// Textgate's own pages ask for a sign-in.
    pub async fn is_nobody_at_textgate(&self) {
        self.opens_at_textgate("/account").await;
        self.window.sees("Sign in with your mobile number").await;
    }

    /// Signs out at Textgate.
    pub async fn signs_out_at_textgate(&self) {
        self.opens_at_textgate("/account").await;
        self.window.presses("Sign out").await;
        self.window.sees("Sign in with your mobile number").await;
    }

    /// The shop hears of it, and asks for a sign-in again.
    pub async fn is_soon_nobody_at_the_shop(&self) {
        let asked = async || {
            self.window.goto("/").await;
            let text = self.window.text().await;
            text.contains("Mobile number").then_some(())
        };
        self.window.until("sign-in page", asked).await;
    }

    /// Opens a page of Textgate.
    pub async fn opens_at_textgate(&self, path: &str) {
        let url = format!("{}{path}", self.textgate);
        self.window.session().goto(url).await.expect("the page");
    }
}

impl Person {
    /// All that a shop does that has a session of its own, an own button for each
    /// act, and back-channel logout.
    pub async fn does_all(&mut self, server: &Server, first: &str, second: &str) {
        self.signs_in(server, first).await;
        self.is_greeted(&format!("Hello {first}, your id is "))
            .await;
        let id = self.id().await;
        self.refreshes(first).await;
        self.comes_back_without_a_code().await;
        assert_eq!(self.id().await, id, "the same person has the same id");
        self.signs_out_at_the_shop().await;
        self.signs_in(server, second).await;
        assert_ne!(self.id().await, id, "another person has another");
        self.signs_out_at_textgate().await;
        self.is_soon_nobody_at_the_shop().await;
    }
}
