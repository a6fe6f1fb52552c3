//! A request with `ureq` alone: neither credentials nor a signature.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut reply = ureq::get("https://backup.eu-west-1.amazonaws.com/").call()?;
    println!("{} bytes", reply.body_mut().read_to_vec()?.len());
    Ok(())
}
