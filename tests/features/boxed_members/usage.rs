use boxed_members::types::{Horse, PhysicalTable, Visual};
use boxed_members::{Operation, Paint};
use http::{HeaderMap, StatusCode};

#[test]
fn setters_take_plain_values() {
    let visual = Visual::new().name("pasture").foal(Horse::new().colour("bay"));
    let request = Paint::new().visual(visual).request().unwrap();
    assert_eq!(request.body(), br#"{"visual":{"name":"pasture","foal":{"colour":"bay"}}}"#);
}

#[test]
fn structure_members_are_boxed() {
    let word = std::mem::size_of::<usize>();
    assert_eq!(std::mem::size_of::<Visual>(), 5 * word);
}

#[test]
fn reads_boxed_members() {
    let body = br#"{"visual":{"mare":{"colour":"grey"}}}"#;
    let output = Paint::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    let mare = output.visual.and_then(|visual| visual.mare).unwrap();
    assert_eq!(mare.colour.as_deref(), Some("grey"));
}

#[test]
fn constructor_of_a_known_union_hides_the_box() {
    let table = PhysicalTable::stall(Horse::new().colour("bay"));
    let request = Paint::new().table(table).request().unwrap();
    assert_eq!(request.body(), br#"{"table":{"stall":{"colour":"bay"}}}"#);
}
