//! Creates, lists, reads, tags and deletes resources in ten services at a given URL. Any unexpected result ends the
//! program with an error.

mod backup;
mod json;
mod rest_json;

use std::error::Error;

use aws::client::Client;
use aws::runtime::Region;
use aws_credential_types::Credentials;

type Result = std::result::Result<(), Box<dyn Error>>;

fn main() -> Result {
    let url = std::env::args().nth(1).ok_or("the URL of a server is needed")?;
    // The mock server accepts any credentials.
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "e2e");
    let client = Client::new(Region::new("eu-west-1").url(url), credentials);
    let calls: [(&str, fn(&Client) -> Result); 11] = [
        ("Backup vaults", backup::vaults),
        ("Backup plans", backup::plans),
        ("EFS", rest_json::efs),
        ("Lambda", rest_json::lambda),
        ("API Gateway", rest_json::apigateway),
        ("DynamoDB", json::dynamodb),
        ("SQS", json::sqs),
        ("CloudWatch Logs", json::logs),
        ("KMS", json::kms),
        ("SSM", json::ssm),
        ("Secrets Manager", json::secretsmanager),
    ];
    for (name, call) in calls {
        call(&client).map_err(|error| format!("{name}: {error}"))?;
        println!("{name}: as it should be");
    }
    Ok(())
}
