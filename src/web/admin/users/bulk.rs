//! One act on many users: what it will do, asked before, and what it did.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::UserListFilter;
use crate::base::clock::Timestamp;
use crate::domain::audit::Action;
use crate::domain::user::UserId;
use crate::flow::audit;
use crate::flow::users::bulk::{self, BulkOrder, MOST, Selection};
use crate::flow::users::{self, Act, UserFilter};
use crate::web::admin::block_price;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin, AdminViewer};
use crate::web::page::{Page, html, see_other};
use crate::web::{Web, said};

const PAGE: &str = "/admin/users/choose";
const LIST: &str = "/admin/users";

/// What the list's form sends, and the confirm page's. Ids come several times.
#[derive(Debug)]
struct BulkForm {
    act: Act,
    ids: Vec<UserId>,
    /// Everybody that the filter finds, instead of `ids`.
    all: bool,
    filter: UserListFilter,
    /// When the filter found so many.
    found: Option<(Timestamp, u32)>,
}

#[derive(Template)]
#[template(path = "admin/bulk.html")]
struct BulkPage<'a> {
    page: Page<'a>,
    /// The act's part of message keys, and the title's.
    act: String,
    key: &'a str,
    n: u64,
    is_all: bool,
    /// Whether more match than one act reaches.
    more: bool,
    chips: Vec<(String, String)>,
    price: Option<&'static str>,
    fields: Vec<(&'static str, String)>,
    back: String,
}

#[derive(Template)]
#[template(path = "admin/bulk_done.html")]
struct DonePage<'a> {
    page: Page<'a>,
    act: String,
    key: &'a str,
    done: u64,
    left_out: u64,
}

impl BulkForm {
    fn read(pairs: &[(String, String)]) -> Option<Self> {
        let one = |name: &str| {
            let found = pairs.iter().find(|(own, _)| own == name);
            found.map_or("", |(_, value)| value.as_str()).to_owned()
        };
        let ids = pairs.iter().filter(|(own, _)| own == "id");
        let number = |name| one(name).parse::<i64>().ok();
        let found = number("at").zip(number("count"));
        Some(Self {
            act: Act::ALL
                .into_iter()
                .find(|act| act.as_str() == one("act"))?,
            ids: ids.filter_map(|(_, id)| id.parse().ok()).collect(),
            all: one("all") == "1",
            filter: UserListFilter::of(one).tidied(),
            found: found
                .and_then(|(at, count)| Some((Timestamp::from_micros(at), count.try_into().ok()?))),
        })
    }

    fn finds(&self, web: &Web, at: Timestamp) -> Option<UserFilter> {
        self.filter.finds(&web.app.policy.numbers, at)
    }

    /// How many it is about, and whether there are more.
    async fn count(&self, web: &Web, at: Timestamp) -> Result<(u64, bool), Error> {
        Ok(match self.finds(web, at).filter(|_| self.all) {
            Some(finds) => {
                let count = users::count(&web.app, &finds, MOST).await?;
                (count.n, count.more)
            }
            None => (self.ids.len() as u64, false),
        })
    }

    /// What the confirm page sends again.
    fn fields(&self, at: Timestamp, count: u64) -> Vec<(&'static str, String)> {
        let mut fields = vec![("act", self.act.as_str().to_owned())];
        if self.all {
            let filter = self.filter.pairs().into_iter();
            let filter = filter.filter(|(_, text)| !text.is_empty());
            fields.extend(filter.map(|(name, text)| (name, text.to_owned())));
            fields.push(("all", "1".into()));
            fields.push(("at", at.as_micros().to_string()));
            fields.push(("count", count.to_string()));
        } else {
            fields.extend(self.ids.iter().map(|id| ("id", id.to_string())));
        }
        fields
    }
}

/// The beginning of the messages about an act.
fn key(act: Act) -> String {
    format!("bulk-{}", act.as_str())
}

/// `POST /admin/users/choose`: leads to the question.
pub async fn ask(
    State(web): State<Web>,
    AdminViewer(admin): AdminViewer,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let asked = BulkForm::read(&pairs).ok_or(Error::NotFound)?;
    if asked.count(&web, web.app.now()).await?.0 == 0 {
        let back = asked.filter.address(LIST);
        return said::line(&web, &admin.session, (LIST, &back), "bulk-none").await;
    }
    said::on(&web, &admin.session, PAGE, &pairs).await
}

/// `GET /admin/users/choose`: the question, as long as nothing else is said.
pub async fn question(
    State(web): State<Web>,
    AdminViewer(admin): AdminViewer,
) -> Result<Response, Error> {
    let pairs: Option<Vec<(String, String)>> = said::peek(&web, admin.said(), PAGE);
    let Some(asked) = pairs.as_deref().and_then(BulkForm::read) else {
        return Ok(see_other(LIST));
    };
    let now = web.app.now();
    let (n, more) = asked.count(&web, now).await?;
    let page = Page::for_admin(&web, &admin.user);
    let chips = asked.filter.chips(&page);
    let view = BulkPage {
        key: &format!("{}-title", key(asked.act)),
        act: key(asked.act),
        n,
        is_all: asked.all,
        more,
        chips: if asked.all { chips } else { Vec::new() },
        price: (asked.act == Act::Block).then(|| block_price(&web.app)),
        fields: asked.fields(now, n),
        back: asked.filter.address(LIST),
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/users/bulk`
pub async fn act(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let asked = BulkForm::read(&pairs).ok_or(Error::NotFound)?;
    let finds = match asked.found.filter(|_| asked.all) {
        Some((at, count)) => asked.finds(&web, at).map(|finds| (finds, count)),
        None => None,
    };
    let chosen = match finds {
        Some((finds, count)) => Selection::Found(Box::new(finds), count),
        None => Selection::Picked(asked.ids),
    };
    let words = match chosen {
        Selection::Found(..) => asked.filter.for_audit(&web.app.policy.numbers),
        Selection::Picked(_) => String::new(),
    };
    let order = BulkOrder {
        act: asked.act,
        chosen,
        words,
    };
    let entry = bulk::act(&web.app, &actor, order).await?;
    Ok(see_other(&format!("/admin/users/done/{entry}")))
}

/// `GET /admin/users/done/{entry}`: what the audit says about it.
pub async fn done(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(entry): Path<String>,
) -> Result<Response, Error> {
    let id = entry.parse().map_err(|_| Error::NotFound)?;
    let entry = audit::find(&web.app, id).await?;
    let entry = entry.ok_or(Error::NotFound)?;
    let act = match entry.action.parse() {
        Ok(Action::UsersSignOut) => Act::SignOut,
        Ok(Action::UsersBlock) => Act::Block,
        Ok(Action::UsersDelete) => Act::Delete,
        _ => return Err(Error::NotFound),
    };
    let n = |column: Option<i64>| u64::try_from(column.unwrap_or_default()).unwrap_or_default();
    let view = DonePage {
        page: Page::for_admin(&web, &admin.user),
        key: &format!("{}-done", key(act)),
        act: key(act),
        done: n(entry.count),
        left_out: n(entry.left_out),
    };
    html(StatusCode::OK, &view)
}
