//! Stores a file in S3 and reads the object with farrier's blocking client, and credentials from the environment or a profile.

mod memory;

use std::fs::File;

use calls::client::{Body, Client};
use calls::{GetObject, PutObject};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [from, to] = [1, 2].map(|index| std::env::args().nth(index).unwrap_or_default());
    let client = Client::from_env()?;
    let start = memory::peak();
    client.upload(&PutObject::new("bench", "object"), &Body::file(from)?)?;
    let (_, mut object) = client.download(&GetObject::new("bench", "object"))?;
    std::io::copy(&mut object, &mut File::create(to)?)?;
    memory::print(start);
    Ok(())
}
