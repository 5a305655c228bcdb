//! From the configuration to providers and routes that can work.

use std::collections::BTreeMap;
use std::sync::Mutex;

use toml::Table;

use super::{ProviderEntry, Providers};
use crate::delivery::breaker::Breaker;
use crate::delivery::error::DeliveryError;
use crate::delivery::http::is_on_loopback;
use crate::delivery::{KINDS, ProviderKind, ProviderSpec, Proxy, Route, Setup, console};
use crate::domain::region::Region;

pub(super) fn build_all(
    specs: Vec<ProviderSpec>,
    setup: &Setup,
) -> Result<Providers, DeliveryError> {
    let mut providers = Providers::new();
    for spec in specs {
        if spec.name.trim().is_empty() {
            return Err(DeliveryError::Nameless);
        }
        let name = spec.name.clone();
        if providers
            .insert(name, build(spec.clone(), setup)?)
            .is_some()
        {
            return Err(DeliveryError::Twice(spec.name));
        }
    }
    Ok(providers)
}

fn build(spec: ProviderSpec, setup: &Setup) -> Result<ProviderEntry, DeliveryError> {
    let ProviderSpec {
        name,
        kind,
        mut settings,
    } = spec;
    let Some(known) = KINDS.iter().find(|known| known.name == kind) else {
        return Err(DeliveryError::ProviderKind {
            provider: name,
            kind,
        });
    };
    let sender = ["from", "sender"]
        .iter()
        .find_map(|key| settings.get(*key)?.as_str());
    let sender = sender.map(str::to_owned);
    let mut places = ["base_url", "url"].iter();
    let gateway = places.find_map(|key| settings.get(*key)?.as_str());
    let costs = kind != console::KIND.name && !gateway.is_some_and(is_on_loopback);
    // The reader of settings quotes a value of the wrong type: not a secret's.
    let bare = |key: &&&str| settings.get(**key).is_some_and(|value| !value.is_str());
    let built = match known.secrets.iter().find(bare) {
        Some(secret) => Err(format!("{secret} must be text in quotes")),
        None => own_proxy(known, &mut settings, setup).and_then(|own| {
            let setup = own.as_ref().unwrap_or(setup);
            (known.build)(settings, setup)
        }),
    };
    match built {
        Ok(provider) => Ok(ProviderEntry {
            kind: known,
            provider,
            breaker: Breaker::new(setup.try_timeout),
            sender,
            took: Mutex::default(),
            costs,
        }),
        Err(reason) => Err(DeliveryError::Setting {
            provider: name,
            reason,
            kind: known.name,
            needs: known.needs,
        }),
    }
}

/// What a provider with a proxy of its own, or with none, is built with. The
/// console reaches nobody, so that it has no such setting.
fn own_proxy(
    kind: &ProviderKind,
    settings: &mut Table,
    setup: &Setup,
) -> Result<Option<Setup>, String> {
    if kind.name == console::KIND.name {
        return Ok(None);
    }
    let Some(value) = settings.remove("proxy") else {
        return Ok(None);
    };
    let address = value.as_str().ok_or("proxy must be text in quotes")?;
    if address.trim().is_empty() {
        return Ok(Some(setup.through(None)));
    }
    let proxy = Proxy::parse(address);
    let proxy = proxy.map_err(|problem| format!("proxy: {problem}; {}", Proxy::FORM))?;
    Ok(Some(setup.through(Some(proxy))))
}

pub(super) fn check(key: &str, list: &[Route], providers: &Providers) -> Result<(), DeliveryError> {
    if list.is_empty() {
        return Err(DeliveryError::Empty(key.into()));
    }
    for route in list {
        let Some(entry) = providers.get(&route.provider) else {
            return Err(DeliveryError::Stranger {
                route: key.into(),
                provider: route.provider.clone(),
                known: providers.keys().cloned().collect::<Vec<_>>().join(", "),
            });
        };
        entry
            .provider
            .suits(route)
            .map_err(|reason| DeliveryError::Unfit {
                route: key.into(),
                provider: route.provider.clone(),
                reason,
            })?;
    }
    Ok(())
}

pub(super) fn by_region(
    routes: BTreeMap<String, Vec<Route>>,
) -> Result<BTreeMap<Region, Vec<Route>>, DeliveryError> {
    let read = |(key, list): (String, Vec<Route>)| match key.parse::<Region>() {
        // one spelling only, so that no two keys mean one region
        Ok(region) if region.to_string() == key => Ok((region, list)),
        _ => Err(DeliveryError::Key { key }),
    };
    routes.into_iter().map(read).collect()
}
