//! Creates, lists, reads, tags and deletes resources in twenty services, with the settings of the environment. Any unexpected
//! result ends the program with an error.

mod backup;
mod ec2;
mod json;
mod query;
mod rest_json;
mod rest_xml;

use std::error::Error;

use aws::client::Client;

type Result = std::result::Result<(), Box<dyn Error>>;

fn main() -> Result {
    let client = Client::from_env()?;
    let calls: [(&str, fn(&Client) -> Result); 22] = [
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
        ("IAM", query::iam),
        ("STS", query::sts),
        ("SNS", query::sns),
        ("CloudFormation", query::cloudformation),
        ("RDS", query::rds),
        ("Auto Scaling", query::autoscaling),
        ("ELBv2", query::elbv2),
        ("EC2 instances", ec2::instances),
        ("EC2 networks", ec2::networks),
        ("Route 53", rest_xml::route53),
        ("CloudFront", rest_xml::cloudfront),
    ];
    for (name, call) in calls {
        call(&client).map_err(|error| format!("{name}: {error}"))?;
        println!("{name}: as it should be");
    }
    Ok(())
}
