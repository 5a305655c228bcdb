//! Which settings are shown, as it stands in the address.

use serde::Deserialize;

use crate::base::config::Source;
use crate::web::admin::paging::address;
use crate::web::page::Page;
use crate::web::settings_view::{
    ShownSection, ShownSetting, ShownTable, ShownTableRow, ShownValue,
};

/// The filter, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingsFilter {
    /// Words; all of them are somewhere in the setting's line.
    pub q: String,
    /// `set`: not the default; `default`: the default; else both.
    pub source: String,
}

impl SettingsFilter {
    /// Drops what finds everything.
    pub fn tidied(mut self) -> Self {
        self.q = self.q.trim().to_owned();
        if !["set", "default"].contains(&self.source.as_str()) {
            self.source.clear();
        }
        self
    }

    /// What is filtered by, in words, and the address without it.
    pub fn chips(&self, page: &Page<'_>) -> Vec<(String, String)> {
        let mut chips = Vec::new();
        if !self.q.is_empty() {
            let words = page.t1("settings-with", "text", self.q.as_str());
            chips.push((words, address(super::LIST, &[("source", &self.source)])));
        }
        let source = match self.source.as_str() {
            "set" => page.t("settings-source-set"),
            "default" => page.t("settings-default"),
            _ => return chips,
        };
        let words = page.t1("settings-from", "source", source);
        chips.push((words, address(super::LIST, &[("q", &self.q)])));
        chips
    }

    /// The settings that it finds, in their sections.
    pub fn sections(&self, all: &[ShownSection]) -> Vec<ShownSection> {
        let found = all.iter().map(|section| ShownSection {
            name: section.name,
            settings: self.settings(&section.settings),
        });
        found.filter(|found| !found.settings.is_empty()).collect()
    }

    fn settings(&self, all: &[ShownSetting]) -> Vec<ShownSetting> {
        let found = all.iter().filter(|setting| {
            let source = match self.source.as_str() {
                "set" => setting.source != Source::Default,
                "default" => setting.source == Source::Default,
                _ => true,
            };
            let (name, help) = (setting.about.name, setting.about.help);
            let about = [name, help, &setting.about.variable()];
            source && self.has(&about, &setting.value)
        });
        found.cloned().collect()
    }

    /// The tables in which it finds something; what only the file can give has
    /// no default.
    pub fn tables(&self, page: &Page<'_>, all: &[ShownTable]) -> Vec<ShownTable> {
        let found = all.iter().filter(|table| {
            let title = page.part("settings-table", table.name);
            let row = |row: &ShownTableRow| self.has(&[&title, &row.name], &row.value);
            match self.source.as_str() {
                "default" => false,
                _ if self.q.is_empty() => self.source.is_empty() || !table.rows.is_empty(),
                _ => table.rows.iter().any(row),
            }
        });
        found.cloned().collect()
    }

    fn has(&self, about: &[&str], value: &ShownValue) -> bool {
        let mut line = about.join(" ");
        if let ShownValue::Text(text) = value {
            line = format!("{line} {text}");
        }
        let line = line.to_lowercase();
        let words = self.q.to_lowercase();
        words.split_whitespace().all(|word| line.contains(word))
    }
}
