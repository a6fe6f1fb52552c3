//! `DescribeAlarms`: alarms with the members that `CloudWatch` returns for one metric, in CBOR.

use std::convert::Infallible;

use minicbor::data::{IanaTag, Tag};
use minicbor::encode::{Encoder, Error};
use serde_json::{Value, json};

use super::{one_of, sorted};

/// A CBOR body whose alarms have their members in the order of the model, or sorted by name.
pub fn reply(items: usize, by_name: bool) -> Vec<u8> {
    let alarms: Vec<Value> = (0..items).map(|number| alarm(number, by_name)).collect();
    let mut encoder = Encoder::new(Vec::new());
    // Writing to a vector cannot fail.
    let _ = value(&mut encoder, "", &json!({ "MetricAlarms": alarms }));
    encoder.into_writer()
}

/// An alarm with its own values, which are the same in every run.
fn alarm(number: usize, by_name: bool) -> Value {
    let time = 1_632_395_919 + number * 61;
    let name = format!("production-orders-cpu-{number:05}");
    let Value::Object(alarm) = json!({
        "AlarmName": name,
        "AlarmArn": format!("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}"),
        "AlarmDescription": "The processors of the database of orders are busy.",
        "AlarmConfigurationUpdatedTimestamp": time,
        "ActionsEnabled": number.is_multiple_of(2),
        "OKActions": [],
        "AlarmActions": ["arn:aws:sns:eu-west-1:123456789012:on-call"],
        "InsufficientDataActions": [],
        "StateValue": one_of(&["OK", "ALARM", "INSUFFICIENT_DATA"], number),
        "StateReason": format!("Threshold Crossed: 1 datapoint [{number}.5] was not greater than the threshold (75.0)."),
        "StateUpdatedTimestamp": time + 300,
        "MetricName": "CPUUtilization",
        "Namespace": "AWS/RDS",
        "Statistic": "Average",
        "Dimensions": [
            { "Name": "DBInstanceIdentifier", "Value": format!("orders-{number:05}") },
            { "Name": "Role", "Value": "WRITER" },
        ],
        "Period": 300,
        "EvaluationPeriods": 3,
        "Threshold": 75.5,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "missing",
    }) else {
        return Value::Null;
    };
    Value::Object(if by_name { sorted(alarm) } else { alarm })
}

/// Appends the value of a member.
fn value(to: &mut Encoder<Vec<u8>>, name: &str, of: &Value) -> Result<(), Error<Infallible>> {
    match of {
        Value::Object(members) => {
            to.map(members.len() as u64)?;
            for (name, member) in members {
                value(to.str(name)?, name, member)?;
            }
        }
        Value::Array(items) => {
            to.array(items.len() as u64)?;
            for item in items {
                value(to, "", item)?;
            }
        }
        Value::String(text) => _ = to.str(text)?,
        Value::Bool(flag) => _ = to.bool(*flag)?,
        Value::Number(number) => match number.as_i64() {
            // Services write timestamps as floating-point numbers.
            #[expect(clippy::cast_precision_loss, reason = "the value is far below the limit")]
            Some(seconds) if name.ends_with("Timestamp") => {
                to.tag(Tag::from(IanaTag::Timestamp))?.f64(seconds as f64)?;
            }
            Some(integer) => _ = to.i64(integer)?,
            None => _ = to.f64(number.as_f64().unwrap_or_default())?,
        },
        Value::Null => _ = to.null()?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use minicbor::Decoder;

    use super::reply;

    #[test]
    fn alarms_have_the_same_members_in_both_orders() {
        let [in_order, by_name] = [false, true].map(|by_name| reply(1000, by_name));
        assert_eq!(in_order.len(), by_name.len());
        assert!((700_000..800_000).contains(&in_order.len()), "{}", in_order.len());
        for body in [in_order, by_name] {
            let mut decoder = Decoder::new(&body);
            decoder.skip().unwrap();
            assert_eq!(decoder.position(), body.len());
        }
    }
}
