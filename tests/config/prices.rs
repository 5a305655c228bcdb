//! The file's `[prices]` and `[budgets]` tables, and the budgets for all.

use textgate::domain::region::Region;

use super::*;

const PRICES: &str = "[prices]\ndefault = 0.05\nIN = 0.0825\n\"de\" = \"0.1\"\nJM = 1\n";

fn region(code: &str) -> Region {
    code.parse().expect("a region")
}

#[test]
fn p3_prices_and_budgets_are_read() {
    let budgets = "[budgets]\nIN = 20\nGB = 12.5\n";
    let config = Setup::new(&format!("{PRICES}{budgets}"))
        .set("budget.day", "250")
        .env("TEXTGATE_BUDGET__COUNTRY", "40.5")
        .config();
    let prices = config.prices;
    let shown = |money: Option<textgate::domain::money::Money>| money.map(|it| it.to_string());
    assert_eq!(shown(prices.default).as_deref(), Some("0.05"));
    assert_eq!(shown(prices.per_day).as_deref(), Some("250.00"));
    assert_eq!(shown(prices.per_country).as_deref(), Some("40.50"));
    let of = |code| shown(prices.of.get(&region(code)).copied());
    assert_eq!(of("IN").as_deref(), Some("0.0825"));
    assert_eq!(of("DE").as_deref(), Some("0.10"));
    assert_eq!(of("JM").as_deref(), Some("1.00"));
    assert_eq!(of("GB"), None);
    let budget = |code| shown(prices.budgets.get(&region(code)).copied());
    assert_eq!(budget("IN").as_deref(), Some("20.00"));
    assert_eq!(budget("GB").as_deref(), Some("12.50"));
}

#[test]
fn a_currency_is_three_capital_letters() {
    let config = Setup::new("[prices]\ncurrency = \"EUR\"\ndefault = 0.05\n").config();
    assert_eq!(config.prices.currency, "EUR");
    assert_eq!(Setup::new(PRICES).config().prices.currency, "");
    for wrong in ["\"eur\"", "\"Euro\"", "7", "\"\""] {
        let error = Setup::new(&format!("[prices]\ncurrency = {wrong}\n")).error();
        assert!(error.contains("prices.currency"), "{error}");
    }
}

#[test]
fn p3_no_prices_and_no_budgets_are_the_default() {
    let prices = Setup::new("").config().prices;
    assert!(prices.default.is_none() && prices.of.is_empty() && prices.budgets.is_empty());
    assert!(prices.per_day.is_none() && prices.per_country.is_none());
}

#[test]
fn p3_a_budget_without_prices_is_an_error() {
    for name in ["budget.day", "budget.country"] {
        let error = Setup::new("").set(name, "250").error();
        assert_line(
            &error,
            name,
            &format!("flag --set {name}"),
            "below [prices]",
        );
        assert!(error.contains("no prices are configured"), "{error}");
        let one = Setup::new("[prices]\nIN = 0.05\n").set(name, "250");
        assert!(one.load().is_ok());
    }
    let setup = Setup::new("[prices]\nIN = 0.05\n[budgets]\nGB = 20\n");
    let file = setup.path("textgate.toml").display().to_string();
    let error = setup.error();
    assert_line(&error, "budgets.GB", &file, "below [prices]");
    assert!(error.contains("texts to GB have no price"), "{error}");
}

#[test]
fn p3_wrong_amounts_are_refused() {
    for (file, name, fix) in [
        ("prices = 0.05", "prices", "begin it with [prices]"),
        (
            "[prices]\ndefault = -0.05",
            "prices.default",
            "such as 0.0075",
        ),
        ("[prices]\nIN = \"5 cents\"", "prices.IN", "such as 0.0075"),
        (
            "[prices]\nIN = 0.00000001",
            "prices.IN",
            "at most six decimals",
        ),
        ("[prices]\nIN = true", "prices.IN", "such as 0.0075"),
        ("[prices]\nIN = nan", "prices.IN", "such as 0.0075"),
        (
            "[prices]\nENGLAND = 0.05",
            "prices.ENGLAND",
            "did you mean GB",
        ),
        (
            "[prices]\nIN = 0.05\n[budgets]\nZZ = 5",
            "budgets.ZZ",
            "ISO 3166",
        ),
        ("[prices]\nIN = 0.05\n[budgets]\nIN = 1e3", "", ""),
    ] {
        let setup = Setup::new(file);
        if name.is_empty() {
            assert!(setup.load().is_ok(), "{file}");
            continue;
        }
        let source = setup.path("textgate.toml").display().to_string();
        assert_line(&setup.error(), name, &source, fix);
    }
    for value in ["-1", "1,5", "many", "1e3"] {
        let setup = Setup::new(PRICES).set("budget.day", value);
        assert_line(
            &setup.error(),
            "budget.day",
            "flag --set budget.day",
            "such as 0.0075 or 250",
        );
    }
}

#[test]
fn p3_they_are_described() {
    let loaded = Setup::new(&format!("{PRICES}[budgets]\nIN = 20\n")).load();
    let page = textgate::start::settings::describe(&loaded.expect("loads"));
    for line in [
        "\nprices\ndefault                 0.05\nDE",
        "\nJM                      1.00\n",
        "\nbudgets\nIN                      20.00\n",
    ] {
        assert!(page.contains(line), "no {line:?} in {page}");
    }
    let none = textgate::start::settings::describe(&Setup::new("").load().expect("loads"));
    assert!(none.contains("\nprices\nnone\n\nbudgets\nnone\n"), "{none}");
}
