//! A program that uses the whole service, in all ways that a change below major must not break.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use stables::types::{Address, Algorithm, Bale, Colour, Horse, Rider, Spec, Treat};
use stables::{
    CreateHorse, CreateHorseError, GetHorse, GetHorseError, GetHorseOutput, ListHorses, ListHorsesError,
    Operation, Ping, PingError, SendPhoto, SendPhotoError, Timestamp,
};

#[allow(deprecated, reason = "deprecated items still work")]
fn requests(since: Timestamp) -> Result<(), stables::BuildError> {
    let spec = Spec::new("shire", "rex").height(180).gaits(vec![None, Some("walk".to_owned())]);
    let home = Address::new().street("Lane").town("Ayr");
    let create = CreateHorse::new("bess").colour(Colour::Bay).home(home).spec(spec).rider(Rider::new().name("Ann"));
    let treat = Treat::Hay(Box::new(Bale::new().kilos(3)));
    create.treat(treat).brand("x").chip([1]).passport("{}").token("1").request()?;
    GetHorse::new("1").since(since).fields(vec!["Name".to_owned()]).request()?;
    ListHorses::new().next_token("2").labels(BTreeMap::new()).request()?;
    SendPhoto::new("1").algorithm(Algorithm::Sha256).token("3").request()?;
    let Ping { .. } = Ping::default();
    Ping::new().request()?;
    Ok(())
}

fn horse(horse: &Horse) -> (&Option<String>, Option<i32>, Option<Timestamp>, &Option<Vec<Option<String>>>) {
    let Horse { name, colour, age, born, home, treat, scores, nicknames, brand, .. } = horse;
    let _: (&Option<Colour>, &Option<Address>, &Option<Treat>) = (colour, home, treat);
    let _: (&Option<BTreeMap<String, String>>, &Option<String>) = (scores, brand);
    (name, *age, *born, nicknames)
}

fn replies(body: &[u8]) {
    let (status, headers) = (StatusCode::OK, HeaderMap::new());
    match GetHorse::parse(status, &headers, body) {
        Ok(GetHorseOutput { horse: Some(found), version, .. }) => drop((horse(&found), version)),
        Ok(GetHorseOutput { horse: None, .. }) => {}
        Err(GetHorseError::NoSuchHorse(reply)) => drop(reply),
        Err(GetHorseError::Busy(reply)) => drop(reply),
        Err(_) => {}
    }
    match CreateHorse::parse(status, &headers, body) {
        Ok(output) => drop(output.horse_id),
        Err(CreateHorseError::InvalidHorse(reply)) => drop(reply),
        Err(_) => {}
    }
    match ListHorses::parse(status, &headers, body) {
        Ok(output) => drop((output.horses.unwrap_or_default(), output.next_token)),
        Err(ListHorsesError::Busy(reply)) => drop(reply),
        Err(_) => {}
    }
    let _: Result<_, SendPhotoError> = SendPhoto::parse(status, &headers, body);
    if let Err(PingError::Malformed(_) | PingError::Unmodelled(_)) = Ping::parse(status, &headers, body) {}
}

fn treat(treat: Treat) -> usize {
    match treat {
        Treat::Apple(text) => text.len(),
        Treat::Hay(bale) => bale.kilos.is_some().into(),
        Treat::Unknown(name, _) => name.len(),
        _ => 0,
    }
}

fn main() {
    let _: fn(Timestamp) -> _ = requests;
    replies(b"{}");
    treat(Treat::Apple(String::new()));
}
