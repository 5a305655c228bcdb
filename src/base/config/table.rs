//! The table of settings: each is written once, as a row of [`settings`].

use super::PREFIX;

/// One setting, as the table of settings describes it.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name, such as `code.digits`.
    pub name: &'static str,
    /// Its value when no layer gives one, as it would be written in a
    /// variable; lists by commas.
    pub default: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Whether it takes a list.
    pub list: bool,
    /// Whether it is never shown, and may be given as `<name>_file`.
    pub secret: bool,
}

impl Setting {
    /// The environment variable that sets it.
    #[must_use]
    pub fn variable(&self) -> String {
        variable(self.name)
    }

    /// The section it stands in; empty for the file's beginning.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.name
            .rsplit_once('.')
            .map_or("", |(section, _)| section)
    }
}

/// Makes of the table: a struct for each section and one for all, the list
/// `SETTINGS`, and `read`, which reads them from the layers. A row is
///
/// ```text
/// /// What it does; in all, one line of `textgate config`.
/// kind name: Type = "default", parser;
/// ```
///
/// where the kind is the method of `Layers` that reads it: `one`, `list`,
/// `secret`, `path` or `own`. What follows from several settings, or stands in
/// the file alone, is `derived`, and may use what is above it.
macro_rules! settings {
    (@list list) => { true };
    (@list own) => { true };
    (@list $other:ident) => { false };
    (@secret secret) => { true };
    (@secret $other:ident) => { false };
    (@row $kind:ident, $name:expr, $default:literal, $help:expr) => {
        Setting {
            name: $name,
            default: $default,
            help: $help.trim_ascii(),
            list: settings!(@list $kind),
            secret: settings!(@secret $kind),
        }
    };
    (
        $(#[$about:meta])*
        pub struct $all:ident from $layers:ident {
            $(
                $(#[doc = $help:literal])+
                $kind:ident $name:ident: $type:ty = $default:literal, $parser:expr;
            )*
            $(
                [$section:ident] $struct:ident = $about_section:literal {
                    $(
                        $(#[doc = $its_help:literal])+
                        $its_kind:ident $its_name:ident: $its_type:ty =
                            $its_default:literal, $its_parser:expr;
                    )*
                }
            )*
            derived {
                $($(#[$about_more:meta])+ $more:ident: $more_type:ty = $value:expr;)*
            }
        }
        file only: $($table:ident),*;
    ) => {
        $(#[$about])*
        // what a row does is a line of text, not Markdown
        #[allow(clippy::doc_markdown)]
        pub struct $all {
            $($(#[doc = $help])+ pub $name: $type,)*
            $(#[doc = $about_section] pub $section: $struct,)*
            $($(#[$about_more])+ pub $more: $more_type,)*
        }

        $(
            #[doc = $about_section]
            #[allow(clippy::doc_markdown)]
            #[derive(Debug, Clone)]
            pub struct $struct {
                $($(#[doc = $its_help])+ pub $its_name: $its_type,)*
            }
        )*

        /// Every setting, with its default and what it does.
        pub const SETTINGS: &[Setting] = &[
            $(settings!(@row $kind, stringify!($name), $default, concat!($($help),+)),)*
            $($(settings!(
                @row $its_kind,
                concat!(stringify!($section), ".", stringify!($its_name)),
                $its_default,
                concat!($($its_help),+)
            ),)*)*
        ];

        /// What there is to set.
        pub(super) const SCHEMA: Schema = Schema {
            settings: SETTINGS,
            file_only: &[$(stringify!($table)),*],
        };

        impl $all {
            /// The values in effect.
            pub(super) fn read($layers: &Layers) -> Result<Self> {
                $(let $name = $layers.$kind(stringify!($name), $parser)?;)*
                $(let $section = $struct {
                    $($its_name: $layers.$its_kind(
                        concat!(stringify!($section), ".", stringify!($its_name)),
                        $its_parser,
                    )?,)*
                };)*
                $(let $more = $value;)*
                Ok(Self { $($name,)* $($section,)* $($more,)* })
            }
        }
    };
}
pub(crate) use settings;

/// The environment variable of a setting: `TEXTGATE_CODE__DIGITS`.
#[must_use]
pub fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "__").to_uppercase())
}

/// The setting that a variable would name: the way back from [`variable`].
pub(super) fn of_variable(variable: &str) -> String {
    let rest = variable.strip_prefix(PREFIX).unwrap_or(variable);
    rest.replace("__", ".").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_and_names_lead_to_each_other() {
        assert_eq!(variable("code.resend_wait"), "TEXTGATE_CODE__RESEND_WAIT");
        assert_eq!(
            of_variable("TEXTGATE_CODE__RESEND_WAIT"),
            "code.resend_wait"
        );
    }
}
