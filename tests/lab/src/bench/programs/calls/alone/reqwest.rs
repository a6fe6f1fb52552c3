//! A request with `reqwest` alone: neither credentials nor a signature.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let reply = reqwest::Client::new().get("https://backup.eu-west-1.amazonaws.com/").send().await?;
    println!("{} bytes", reply.bytes().await?.len());
    Ok(())
}
