//! A program that calls one operation of EC2 with farrier's crate, without an HTTP client.

use std::io::Read;

use ec2::runtime::endpoint::resolve;
use ec2::{DescribeInstances, Operation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let describe = DescribeInstances::new().max_results(100);
    let request = resolve(describe.request()?, "https://ec2.eu-west-1.amazonaws.com")?;
    println!("{} {}", request.method(), request.uri());
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let (status, headers) = (http::StatusCode::OK, http::HeaderMap::new());
    let output = DescribeInstances::parse(status, &headers, &body)?;
    for reservation in output.reservations.unwrap_or_default() {
        println!("{:?} {:?}", reservation.reservation_id, reservation.instances.map(|it| it.len()));
    }
    Ok(())
}
