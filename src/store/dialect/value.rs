//! What stands for a placeholder.

/// A value in a statement; the only types of columns there are.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    Text(Option<String>),
    Number(Option<i64>),
}

impl Value {
    /// Its text, in a column of texts.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(_) => None,
        }
    }

    /// Its number, in a column of numbers.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => *number,
            Self::Text(_) => None,
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(Some(number.into()))
    }
}

impl From<Option<String>> for Value {
    /// `PostgreSQL` has no text with a zero byte; what a stranger sends as one
    /// is found nowhere.
    fn from(text: Option<String>) -> Self {
        Self::Text(text.map(|text| {
            if text.contains('\0') {
                text.replace('\0', "\u{fffd}")
            } else {
                text
            }
        }))
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map(ToOwned::to_owned).into()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Some(text).into()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Some(text).into()
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Some(text.as_str()).into()
    }
}

impl From<Option<&String>> for Value {
    fn from(text: Option<&String>) -> Self {
        text.map(String::as_str).into()
    }
}
