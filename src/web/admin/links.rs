//! The addresses of the pages that others lead to.

/// The address of a user's page.
pub fn user_page(id: &str) -> String {
    format!("/admin/users/{id}")
}

/// The address of a number's page.
pub fn number_page(hash: &str) -> String {
    format!("/admin/numbers/{hash}")
}

/// The address of an app's page.
pub fn app_page(name: &str) -> String {
    format!("/admin/apps/{name}")
}

/// The address of a webhook's page.
pub fn webhook_page(name: &str) -> String {
    format!("/admin/webhooks/{name}")
}

/// The address of a message's page.
pub fn message_page(id: &str) -> String {
    format!("/admin/messages/{id}")
}
