//! What admins decide on their pages, decided from the command line: for when
//! no text lets them in.

use std::process::ExitCode;

use super::environment;
use crate::domain::audit::Actor;
use crate::domain::destination::{Destination, Switch};
use crate::flow::{App, destinations, providers};
use crate::start::settings::Config;
use crate::start::{Environment, StartError, wire_served};
use crate::store::Store;

/// `textgate pause …`.
pub async fn pause(config: &Config, provider: &str) -> Result<ExitCode, StartError> {
    let app = wire_served(config, environment(config)).await?.app;
    let paused = providers::pause(&app, &Actor::command(), provider).await;
    let nowhere = providers::left_alone(&app, provider).await;
    app.store.close().await;
    if !paused? {
        eprintln!("textgate: there is no provider {provider:?}; `textgate check` lists them");
        return Ok(ExitCode::FAILURE);
    }
    println!("{provider} carries no texts until: textgate resume {provider}");
    let nowhere: Vec<_> = nowhere?.into_iter().collect();
    if !nowhere.is_empty() {
        println!("No provider is left for the routes: {}", nowhere.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}

/// `textgate allow …` and `textgate stop …`.
pub async fn decide(config: &Config, typed: &str, to: Switch) -> Result<ExitCode, StartError> {
    let app = wire_served(config, environment(config)).await?.app;
    let place = match destinations::typed(&app, typed) {
        Ok(place) => place,
        Err(problem) => {
            app.store.close().await;
            eprintln!("textgate: {problem}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let decided = destinations::decide(&app, &Actor::command(), &place, Some(to)).await;
    app.store.close().await;
    decided?;
    let shown = place.shown();
    match to {
        Switch::Allow => println!("Texts to {shown} are allowed, answered or not."),
        Switch::Stop => println!("Texts to {shown} are stopped, but for known browsers."),
    }
    if to == Switch::Allow && !is_on(&app, &place) {
        println!("All the same none goes there: `regions` or the routes leave it out.");
    }
    println!("To take it back: textgate resume {}", quoted(&shown));
    Ok(ExitCode::SUCCESS)
}

/// `textgate more …`.
pub async fn give_more(config: &Config, typed: &str, texts: u32) -> Result<ExitCode, StartError> {
    let app = wire_served(config, environment(config)).await?.app;
    let given = match destinations::typed(&app, typed) {
        Ok(place) => destinations::give_more(&app, &Actor::command(), &place, texts)
            .await
            .map(|given| given.then_some(place)),
        Err(problem) => {
            app.store.close().await;
            eprintln!("textgate: {problem}");
            return Ok(ExitCode::FAILURE);
        }
    };
    app.store.close().await;
    let Some(place) = given? else {
        let most = destinations::MOST_MORE;
        eprintln!("textgate: give 1 to {most} texts, not {texts}");
        return Ok(ExitCode::FAILURE);
    };
    let shown = place.shown();
    println!("{shown} may have {texts} more unanswered texts until midnight UTC.");
    println!("To take it back: textgate resume {}", quoted(&shown));
    Ok(ExitCode::SUCCESS)
}

fn is_on(app: &App, place: &Destination) -> bool {
    place.region.parse().is_ok_and(|region| app.serves(region))
}

/// As a shell takes it for one word.
fn quoted(place: &str) -> String {
    if place.contains(' ') {
        format!("\"{place}\"")
    } else {
        place.to_owned()
    }
}

/// `textgate resume …`: a paused provider by its name, even one that is not
/// configured any more; else a place, about which nothing is decided then.
pub async fn resume(config: &Config, typed: &str) -> Result<ExitCode, StartError> {
    let store = Store::open_served(&config.database_url).await?;
    let Environment {
        clock, rng_source, ..
    } = environment(config);
    let resumed = providers::resume_from_outside(&store, &*clock, &*rng_source, typed).await;
    store.close().await;
    if resumed? {
        println!("{typed} carries texts again.");
        return Ok(ExitCode::SUCCESS);
    }
    let app = wire_served(config, environment(config)).await?.app;
    let place = destinations::typed(&app, typed);
    let lifted = match &place {
        Ok(place) => destinations::decide(&app, &Actor::command(), place, None).await,
        Err(_) => Ok(false),
    };
    app.store.close().await;
    if let (Ok(place), true) = (place, lifted?) {
        println!("Nothing is decided about {} any more.", place.shown());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "textgate: {typed:?} is not paused, nor allowed or stopped; `textgate check` lists the \
         providers, /admin/stops the rest"
    );
    Ok(ExitCode::FAILURE)
}
