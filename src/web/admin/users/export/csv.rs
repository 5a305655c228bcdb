//! RFC 4180, made safe for spreadsheets.

/// What makes a spreadsheet run a cell as a formula (OWASP ASVS 5.0, 1.2.10).
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// Adds a record with its line end.
pub fn record<'a>(into: &mut String, fields: impl IntoIterator<Item = &'a str>) {
    for (nth, text) in fields.into_iter().enumerate() {
        if nth > 0 {
            into.push(',');
        }
        field(into, text);
    }
    into.push_str("\r\n");
}

fn field(into: &mut String, text: &str) {
    let quoted = text.contains(['"', ',', '\r', '\n']);
    if quoted {
        into.push('"');
    }
    if text.starts_with(FORMULA) {
        into.push('\'');
    }
    into.push_str(&text.replace('"', "\"\""));
    if quoted {
        into.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(fields: &[&str]) -> String {
        let mut text = String::new();
        record(&mut text, fields.iter().copied());
        text
    }

    #[test]
    fn w6_no_cell_is_a_formula() {
        for sign in FORMULA {
            let cell = written(&[&format!("{sign}1")]);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{cell:?}");
        }
        assert_eq!(written(&["1=1", "a+b"]), "1=1,a+b\r\n");
        assert_eq!(written(&["=a,b"]), "\"'=a,b\"\r\n");
    }

    #[test]
    fn separators_and_quotes_are_quoted() {
        let fields = ["a", "b,c", "d\"e", "f\r\ng", ""];
        assert_eq!(written(&fields), "a,\"b,c\",\"d\"\"e\",\"f\r\ng\",\r\n");
        assert_eq!(written(&[]), "\r\n");
    }
}
