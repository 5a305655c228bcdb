//! What became of texts, as their provider tells it.

use serde_json::Value;
use textgate::domain::delivery::Category;
use textgate::store::Told;

use super::TestApp;

impl TestApp {
    /// A receipt about the newest text to a number that ends so: it arrived, or
    /// why it did not; whether that was new.
    pub async fn receipt(&self, last_three: &str, failure: Option<(Category, &str)>) -> bool {
        let rows = self.deliveries(last_three).await;
        let newest = |row: &&Value| (row["created_at"].as_i64(), row["nth"].as_i64());
        let newest = rows.iter().max_by_key(newest).expect("a text");
        let told = Told {
            provider: newest["provider"].as_str().expect("a name").to_owned(),
            delivery: newest["id"].as_str().and_then(|id| id.parse().ok()),
            provider_id: None,
            failure: failure.map(|(category, code)| (category, Some(code.to_owned()))),
        };
        let (store, now) = (&self.web.app.store, self.web.app.now());
        store.receipts(vec![told], now).await.expect("written")[0]
    }
}
