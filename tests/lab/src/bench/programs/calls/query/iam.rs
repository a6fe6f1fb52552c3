//! A program that calls one operation of IAM with farrier's crate, without an HTTP client.

use std::io::Read;

use http::{HeaderMap, StatusCode};
use iam::runtime::endpoint::resolve;
use iam::{ListUsers, Operation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = ListUsers::new().max_items(100);
    let request = resolve(list.request()?, "https://iam.amazonaws.com")?;
    println!("{} {}", request.method(), request.uri());
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let output = ListUsers::parse(StatusCode::OK, &HeaderMap::new(), &body)?;
    for user in output.users.unwrap_or_default() {
        println!("{:?} {:?}", user.user_name, user.create_date);
    }
    Ok(())
}
