//! The countries of the phone form, in each reader's language.

use std::collections::HashMap;
use std::sync::OnceLock;

use askama::Template;

use crate::base::language::Language;
use crate::base::words::Words;
use crate::domain::region::Region;

/// One choice of the region select.
#[derive(Debug, Clone)]
pub struct RegionChoice {
    /// The region.
    pub region: Region,
    /// Its code, the option's value.
    pub code: String,
    /// Its name in the reader's language.
    pub name: String,
    /// Its calling code.
    pub calling_code: i32,
    /// Whether it is the largest with its calling code.
    pub is_main: bool,
    /// A mobile number as its people write it.
    pub example: Option<String>,
    /// What else it is called: three letters, old and short names, in English.
    pub other_names: String,
}

/// The choices in all languages; each is made when it is first asked for.
#[derive(Debug)]
pub struct RegionChoices {
    regions: Vec<Region>,
    named: Vec<OnceLock<Vec<RegionChoice>>>,
    options: Vec<OnceLock<String>>,
}

/// The choices as options of a select.
#[derive(Template)]
#[template(path = "sign_in/region_options.html")]
struct RegionOptions<'a> {
    regions: &'a [RegionChoice],
    chosen: &'a str,
}

impl RegionChoices {
    /// Of these regions; of all, if there are none.
    #[must_use]
    pub fn new(regions: &[Region]) -> Self {
        let regions = if regions.is_empty() {
            Region::all()
        } else {
            regions.to_vec()
        };
        Self {
            regions,
            named: vec![OnceLock::new(); Language::ALL.len()],
            options: vec![OnceLock::new(); Language::ALL.len()],
        }
    }

    /// In the order in which a language's readers look for them.
    #[must_use]
    pub fn of(&self, language: Language) -> &[RegionChoice] {
        self.named[language as usize].get_or_init(|| named(&self.regions, language))
    }

    /// The same as options, none of them selected: most of the first page, and the
    /// same for everybody who reads this language.
    ///
    /// # Errors
    /// When they cannot be rendered.
    pub fn options(&self, language: Language) -> Result<&str, askama::Error> {
        let options = &self.options[language as usize];
        if let Some(options) = options.get() {
            return Ok(options);
        }
        let view = RegionOptions {
            regions: self.of(language),
            chosen: "",
        };
        let rendered = view.render()?;
        Ok(options.get_or_init(|| rendered))
    }

    /// In English, for admins.
    #[must_use]
    pub fn in_english(&self) -> &[RegionChoice] {
        self.of(Language::English)
    }
}

fn named(regions: &[Region], language: Language) -> Vec<RegionChoice> {
    let words = Words::of(language);
    let choice = |region: &Region| RegionChoice {
        region: *region,
        code: region.to_string(),
        name: words.t(&format!("region-{region}")),
        calling_code: region.calling_code(),
        is_main: region.is_main(),
        example: region.example(),
        other_names: match language {
            Language::English => region.other_names(),
            _ => format!("{} {}", region.english_name(), region.other_names()),
        },
    };
    let mut choices: Vec<_> = regions.iter().map(choice).collect();
    let order = words.t("regions-order");
    let order: HashMap<_, _> = order.split(' ').zip(0..).collect();
    choices.sort_by_key(|choice| order.get(&*choice.code).copied().unwrap_or(usize::MAX));
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_names_and_an_order_of_its_own() {
        let choices = RegionChoices::new(&[]);
        let first = |language| choices.of(language).first().map(|it| it.code.as_str());
        assert_eq!(first(Language::English), Some("AF"));
        assert_eq!(first(Language::German), Some("AF"));
        assert_eq!(first(Language::Japanese), Some("IS"));
        let name = |language: Language, code: &str| {
            let all = choices.of(language).iter();
            let found = all.filter(|it| it.code == code).map(|it| it.name.clone());
            found.collect::<Vec<_>>()
        };
        assert_eq!(name(Language::German, "DE"), ["Deutschland"]);
        assert_eq!(name(Language::TraditionalChinese, "TW"), ["台灣"]);
        for language in Language::ALL {
            let all = choices.of(*language);
            assert_eq!(all.len(), Region::all().len(), "{language}");
            let order = Words::of(*language).t("regions-order");
            assert_eq!(order.split(' ').count(), all.len(), "{language}");
            assert!(
                all.iter().all(|it| !it.name.contains("region-")),
                "{language}"
            );
        }
    }
}
