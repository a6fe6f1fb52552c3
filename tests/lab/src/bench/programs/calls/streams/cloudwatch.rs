//! A program that calls one operation of CloudWatch with farrier's crate, in CBOR and without an HTTP client.

use std::io::Read;

use cloudwatch::runtime::endpoint::resolve;
use cloudwatch::{ListMetrics, Operation};
use http::{HeaderMap, StatusCode};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = ListMetrics::new().namespace("AWS/EC2").request()?;
    let request = resolve(request, "https://monitoring.eu-west-1.amazonaws.com")?;
    println!("{} {}", request.method(), request.uri());
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let output = ListMetrics::parse(StatusCode::OK, &HeaderMap::new(), &body)?;
    for metric in output.metrics.unwrap_or_default() {
        println!("{:?} {:?}", metric.namespace, metric.metric_name);
    }
    Ok(())
}
