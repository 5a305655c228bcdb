//! SNS: `Publish` to a phone number, as a form. Over the account's monthly
//! limit SNS still says that it took a text, and drops it.

use super::{Service, Text, is_number};
use crate::delivery::contradiction::{NOT_ONE, agrees, unless_taken};
use crate::delivery::error_codes::{by_code, unsorted};
use crate::delivery::http::{Answer, by_status, message_id};
use crate::domain::delivery::{Accepted, Category, Fault};

pub(super) const SERVICE: Service = Service {
    name: "sns",
    headers: &[(
        "content-type",
        "application/x-www-form-urlencoded; charset=utf-8",
    )],
    is_sender,
    senders: "a name of 3 to 11 letters and digits, or a number such as +15005550006",
    body,
    judge,
};

fn is_sender(text: &str) -> bool {
    is_number(text) || is_short_code(text) || is_name(text)
}

fn is_short_code(text: &str) -> bool {
    (3..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    (3..=11).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

fn body(text: &Text<'_>) -> String {
    let (name, number) = match text.sender {
        Some(sender) if is_name(sender) => (Some(sender), None),
        sender => (None, sender),
    };
    // The default is Promotional, which carriers hold back.
    let kind = Some("Transactional");
    let attributes = [
        ("AWS.SNS.SMS.SMSType", "String", kind),
        ("AWS.SNS.SMS.SenderID", "String", name),
        ("AWS.SNS.SMS.MaxPrice", "Number", text.max_price),
        ("AWS.MM.SMS.OriginationNumber", "String", number),
        ("AWS.MM.SMS.EntityId", "String", text.entity),
        ("AWS.MM.SMS.TemplateId", "String", text.template),
    ];
    let mut form = vec![
        ("Action".to_owned(), "Publish"),
        ("Version".to_owned(), "2010-03-31"),
        ("PhoneNumber".to_owned(), text.to),
        ("Message".to_owned(), text.body),
    ];
    let given = attributes
        .into_iter()
        .filter_map(|(name, kind, value)| Some((name, kind, value?)));
    for (at, (name, kind, value)) in given.enumerate() {
        let entry = format!("MessageAttributes.entry.{}", at + 1);
        form.push((format!("{entry}.Name"), name));
        form.push((format!("{entry}.Value.DataType"), kind));
        form.push((format!("{entry}.Value.StringValue"), value));
    }
    // Pairs of texts can always be written.
    serde_urlencoded::to_string(form).unwrap_or_default()
}

fn judge(answer: &Answer) -> Result<Accepted, Fault> {
    let status = answer.status.as_u16();
    let told = std::str::from_utf8(&answer.body).unwrap_or_default();
    let id = inside(told, "PublishResult").and_then(|result| inside(result, "MessageId"));
    let has_id = id.is_some();
    if let Some(error) = inside(told, "Error").filter(|_| status < 500) {
        return Err(unless_taken(refusal(error, status), has_id));
    }
    let is_two = told.matches("<MessageId>").count() > 1;
    match id.and_then(message_id) {
        Some(id) if status == 200 => agrees(200, &[(is_two, NOT_ONE)]).map(|()| Accepted {
            provider_id: Some(id),
            parts: None,
        }),
        _ => Err(unless_taken(by_status(status), has_id)),
    }
}

/// What is inside the first such element; none that is read here has
/// attributes.
fn inside<'a>(xml: &'a str, tag: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{tag}>"))?;
    let (inside, _) = rest.split_once(&format!("</{tag}>"))?;
    Some(inside)
}

fn refusal(error: &str, status: u16) -> Fault {
    let Some(code) = inside(error, "Code") else {
        return unsorted(status, None);
    };
    let names_the_number =
        || inside(error, "Message").is_some_and(|message| message.contains("PhoneNumber"));
    let category = match code {
        "InvalidParameter" | "ParameterValueInvalid" if names_the_number() => {
            Category::InvalidNumber
        }
        // Unverified: from older documents.
        "OptedOut" => Category::OptedOut,
        // The last three are unverified: errors of every AWS service in XML.
        "InvalidParameter"
        | "ParameterValueInvalid"
        | "AuthorizationError"
        | "InvalidSecurity"
        | "EndpointDisabled"
        | "ValidationException"
        | "InvalidClientTokenId"
        | "SignatureDoesNotMatch"
        | "ExpiredToken" => Category::Config,
        "KMSThrottling" | "Throttled" | "Throttling" | "ThrottledException" => Category::Rate,
        code if code.starts_with("KMS") => Category::Config,
        "InternalError" => Category::Outage,
        _ => return unsorted(status, Some(code)),
    };
    by_code(category, code)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const BODY: &str = "Action=Publish&Version=2010-03-31&PhoneNumber=%2B15005550006\
        &Message=123456+is+your+code\
        &MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType\
        &MessageAttributes.entry.1.Value.DataType=String\
        &MessageAttributes.entry.1.Value.StringValue=Transactional\
        &MessageAttributes.entry.2.Name=AWS.SNS.SMS.SenderID\
        &MessageAttributes.entry.2.Value.DataType=String\
        &MessageAttributes.entry.2.Value.StringValue=Acme\
        &MessageAttributes.entry.3.Name=AWS.SNS.SMS.MaxPrice\
        &MessageAttributes.entry.3.Value.DataType=Number\
        &MessageAttributes.entry.3.Value.StringValue=0.50";

    #[test]
    fn writes_the_form_that_botocore_writes() {
        let text = Text {
            to: "+15005550006",
            body: "123456 is your code",
            id: String::new(),
            lives: 300,
            sender: Some("Acme"),
            max_price: Some("0.50"),
            configuration_set: None,
            entity: None,
            template: None,
        };
        assert_eq!(body(&text), BODY);
    }

    #[test]
    fn reads_elements() {
        assert_eq!(inside("<a><b>1</b><b>2</b></a>", "b"), Some("1"));
        assert_eq!(inside("<b>1", "b"), None);
        assert_eq!(inside("<bb>1</bb>", "b"), None);
    }
}
