use constructors::types::{Colour, Loss, Mark, Tag};
use constructors::{MoveHorse, Operation, ReportLoss, TagHorse};

#[test]
fn takes_labels_in_the_order_of_the_uri_and_then_other_members_by_wire_name() {
    let request = MoveHorse::new("north", "7", "bess", "meadow", 520, "calm").request().unwrap();
    assert_eq!(request.uri(), "/stables/north/stalls/7/horses/bess?kilos=520");
    assert_eq!(request.headers()["x-note"], "calm");
    assert_eq!(request.body(), br#"{"Area":"meadow"}"#);
}

#[test]
fn takes_a_payload_by_the_name_of_its_member() {
    let request = ReportLoss::new(Loss::new(11, 520), "Ann").request().unwrap();
    assert_eq!(request.headers()["m-witness"], "Ann");
    assert_eq!(request.body(), br#"{"Weight":520,"Age":11}"#);
}

#[test]
fn type_of_requests_and_replies_takes_required_members_although_its_fields_are_optional() {
    let tag = Tag::new("breed", "shire").mark(Mark::new("bay", 3));
    assert_eq!((tag.key.as_deref(), tag.since), (Some("breed"), None));
    assert_eq!(tag.mark.as_ref().and_then(|mark| mark.colour.clone()), Some(Colour::Bay));
    let request = TagHorse::new(vec![tag, Tag::default()]).request().unwrap();
    let body = br#"{"Tags":[{"Value":"shire","Key":"breed","Mark":{"Place":3,"Colour":"bay"}},{}]}"#;
    assert_eq!(request.body(), body);
}
