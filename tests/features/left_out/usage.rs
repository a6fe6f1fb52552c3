use left_out::{ListHorses, Operation};

#[test]
fn operation_is_useful_without_its_paginator_and_waiter() {
    let request = ListHorses::new().next("7").request().unwrap();
    assert_eq!(request.uri(), "/horses?next=7");
}
