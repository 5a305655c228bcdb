//! Verifications as a batch holds and writes them.

use std::sync::LazyLock;

use super::verifications::{Counted, NewCode, VerificationRow};
use crate::base::clock::Timestamp;
use crate::domain::code::{CodeHash, CodeLength};
use crate::domain::destination::Passage;
use crate::domain::network;
use crate::domain::phone::Phone;
use crate::domain::verification::{EarlierCode, Verification};
use crate::store::StoreError;
use crate::store::dialect::Value;
use crate::store::ledger::delivery_table::Delivery;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;

/// A verification as it is held while something is decided about it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct VerificationState {
    pub id: String,
    pub user_id: String,
    pub phone_hash: Option<String>,
    pub purpose: String,
    pub code_hash: String,
    pub replaced_code_hash: Option<String>,
    pub replaced_expires_at: i64,
    pub replaced_length: i64,
    pub replaced_attempts: i64,
    pub code_length: i64,
    pub code_expires_at: i64,
    pub created_at: i64,
    pub attempts: i64,
    pub sends: i64,
    pub last_sent_at: i64,
    pub consumed_at: Option<i64>,
    pub origin: String,
    pub requester: String,
    pub counted: i64,
    pub credit: i64,
    pub networks: String,
    pub paid: i64,
    pub wrong_phone: i64,
    pub wrong_total: i64,
    pub asked_by: Option<String>,
    pub client: Option<String>,
    pub provider: Option<String>,
    pub asked_at: Option<i64>,
    pub first_asked_at: Option<i64>,
    pub signed_in_as: Option<String>,
    pub held_by: Option<String>,
    pub language: Option<String>,
}

/// Verifications by their ids.
pub(in crate::store) type VerificationTable = Table<String, VerificationState>;

impl VerificationState {
    /// As others see it.
    pub fn read(&self, phone: &Phone) -> Result<Verification, StoreError> {
        let row = VerificationRow {
            id: self.id.clone(),
            user_id: self.user_id.clone(),
            phone: phone.e164().to_owned(),
            region: phone.region().to_string(),
            code_length: self.code_length,
            code_expires_at: self.code_expires_at,
            created_at: self.created_at,
            attempts: self.attempts,
            sends: self.sends,
            last_sent_at: self.last_sent_at,
            consumed_at: self.consumed_at,
            requester: self.requester.clone(),
            networks: self.networks.clone(),
            purpose: self.purpose.clone(),
            replaced_expires_at: self.replaced_expires_at,
            replaced_length: self.replaced_length,
            replaced_attempts: self.replaced_attempts,
            language: self.language.clone(),
        };
        row.read()
    }

    /// The code before the newest one, if it works beside that.
    pub fn earlier(&self, tries: u32, now: Timestamp) -> Option<(CodeHash, EarlierCode)> {
        let hash = self.replaced_code_hash.clone()?;
        let earlier = EarlierCode {
            length: CodeLength::stored(self.replaced_length),
            expires_at: Timestamp::from_micros(self.replaced_expires_at),
            attempts: u32::try_from(self.replaced_attempts).unwrap_or(u32::MAX),
        };
        let newest = CodeLength::stored(self.code_length);
        let is_live = earlier.is_live(newest, tries, now);
        is_live.then(|| (CodeHash::stored(hash), earlier))
    }

    /// Keeps the code beside the one that is about to be set: it works on until its
    /// own end. The one before it does not.
    pub fn keep_code(&mut self) {
        self.replaced_code_hash = Some(self.code_hash.clone());
        self.replaced_expires_at = self.code_expires_at;
        self.replaced_length = self.code_length;
        self.replaced_attempts = self.attempts;
    }

    /// Takes a new code, and who texted it.
    pub fn set_code(&mut self, code: &NewCode, delivery: Option<&Delivery>) {
        code.hash.as_str().clone_into(&mut self.code_hash);
        self.code_length = code.length.get().into();
        self.code_expires_at = code.expires_at.as_micros();
        self.provider = delivery.map(|it| it.provider.clone());
        self.asked_at = delivery.and_then(|it| it.asked_at);
        self.first_asked_at = self.first_asked_at.or(self.asked_at);
    }

    /// Counts one more text of a stranger.
    pub fn count(&mut self, counted: &Counted) {
        self.counted += 1;
        self.credit = counted.credit.into();
        self.networks = network::written(&counted.networks);
        self.paid = Passage::written(counted.passages);
    }

    fn row(&self) -> Vec<Value> {
        vec![
            (&self.id).into(),
            (&self.user_id).into(),
            self.phone_hash.as_ref().into(),
            (&self.purpose).into(),
            (&self.code_hash).into(),
            self.replaced_code_hash.as_ref().into(),
            self.replaced_expires_at.into(),
            self.replaced_length.into(),
            self.replaced_attempts.into(),
            self.code_length.into(),
            self.code_expires_at.into(),
            self.created_at.into(),
            self.attempts.into(),
            self.sends.into(),
            self.last_sent_at.into(),
            self.consumed_at.into(),
            (&self.origin).into(),
            (&self.requester).into(),
            self.counted.into(),
            self.credit.into(),
            (&self.networks).into(),
            self.paid.into(),
            self.wrong_phone.into(),
            self.wrong_total.into(),
            self.asked_by.as_ref().into(),
            self.client.as_ref().into(),
            self.provider.as_ref().into(),
            self.asked_at.into(),
            self.first_asked_at.into(),
            self.signed_in_as.as_ref().into(),
            self.held_by.as_ref().into(),
            self.language.as_ref().into(),
        ]
    }
}

const ID: &[Column] = &[Column::Text("id")];

const COLUMNS: &[Column] = &[
    ID[0],
    Column::Text("user_id"),
    Column::Text("phone_hash"),
    Column::Text("purpose"),
    Column::Text("code_hash"),
    Column::Text("replaced_code_hash"),
    Column::Number("replaced_expires_at"),
    Column::Number("replaced_length"),
    Column::Number("replaced_attempts"),
    Column::Number("code_length"),
    Column::Number("code_expires_at"),
    Column::Number("created_at"),
    Column::Number("attempts"),
    Column::Number("sends"),
    Column::Number("last_sent_at"),
    Column::Number("consumed_at"),
    Column::Text("origin"),
    Column::Text("requester"),
    Column::Number("counted"),
    Column::Number("credit"),
    Column::Text("networks"),
    Column::Number("paid"),
    Column::Number("wrong_phone"),
    Column::Number("wrong_total"),
    Column::Text("asked_by"),
    Column::Text("client"),
    Column::Text("provider"),
    Column::Number("asked_at"),
    Column::Number("first_asked_at"),
    Column::Text("signed_in_as"),
    Column::Text("held_by"),
    Column::Text("language"),
];

impl VerificationTable {
    /// What reads them.
    pub fn load(&self) -> Statement {
        VERIFICATIONS.load(self.keys().map(|id| vec![id.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for verification in returned.all::<VerificationState>()? {
            self.found(verification.id.clone(), verification);
        }
        Ok(())
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        VERIFICATIONS.written(self, |_, it| it.row())
    }
}

/// What stays as it was when it was begun is not among them.
const CHANGES: &[&str] = &[
    "code_hash",
    "replaced_code_hash",
    "replaced_expires_at",
    "replaced_length",
    "replaced_attempts",
    "code_length",
    "code_expires_at",
    "attempts",
    "sends",
    "last_sent_at",
    "consumed_at",
    "counted",
    "credit",
    "networks",
    "paid",
    "wrong_phone",
    "wrong_total",
    "asked_by",
    "provider",
    "asked_at",
    "first_asked_at",
    "signed_in_as",
    "held_by",
    "language",
];

static VERIFICATIONS: LazyLock<Layout> =
    LazyLock::new(|| Layout::new("verifications", COLUMNS, (ID, &["id"]), CHANGES));
