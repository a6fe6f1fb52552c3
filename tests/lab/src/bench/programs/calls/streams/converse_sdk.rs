//! A program that calls `ConverseStream` with aws-sdk-bedrockruntime, without an HTTP client.

use aws_sdk_bedrockruntime::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_bedrockruntime::types::ConverseStreamOutput;
use aws_sdk_bedrockruntime::{Client, Config};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut output = client.converse_stream().model_id("some-model").send().await?;
        while let Some(event) = output.stream.recv().await? {
            if let ConverseStreamOutput::ContentBlockDelta(delta) = event {
                println!("{:?}", delta.delta);
            }
        }
        Ok(())
    })
}
