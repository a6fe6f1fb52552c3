//! The requests and responses of Horse Sensors on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use std::collections::BTreeMap;

use cbor::runtime::endpoint::HostPrefix;
use cbor::runtime::{Operation, Timestamp};
use cbor::{
    Ping, PingError, PingOutput, PutReading, PutReadingError, PutReadingOutput, Reset, ResetError,
    ResetOutput, types,
};

/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}

#[test]
fn ping_minimal_request() {
    let request = Ping::new();
    let expected = r"
POST /service/HorseSensors_20240131/operation/Ping
accept: application/cbor
smithy-protocol: rpc-v2-cbor
x-amzn-query-mode: true
";
    assert_sent(&request, expected);
}

#[test]
fn ping_reply() {
    let reply = r"
200
smithy-protocol: rpc-v2-cbor
";
    let expected = PingOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<Ping>(&expected);
    assert_eq!(read::<Ping>(reply), Ok(expected));
}

#[test]
fn ping_error() {
    let reply = r#"
400
content-type: application/cbor
smithy-protocol: rpc-v2-cbor

a1 # map of 1
  665f5f74797065 # "__type"
  6c556e6b6e6f776e4572726f72 # "UnknownError"
"#;
    let error = read::<Ping>(reply);
    assert!(matches!(&error, Err(PingError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn put_reading_minimal_request() {
    let request = PutReading::new("Sensor 7").token("Token 1");
    let expected = r#"
POST /service/HorseSensors_20240131/operation/PutReading
accept: application/cbor
content-type: application/cbor
host-prefix: data.
smithy-protocol: rpc-v2-cbor
x-amzn-query-mode: true

a2 # map of 2
  6653656e736f72 # "Sensor"
  6853656e736f722037 # "Sensor 7"
  65546f6b656e # "Token"
  67546f6b656e2031 # "Token 1"
"#;
    assert_sent(&request, expected);
}

#[test]
fn put_reading_full_request() {
    let request = PutReading::new("Sensor 7")
        .token("Token 1")
        .reading(types::Reading::new()
            .at(Timestamp::from_seconds(1_635_458_641))
            .pulse(751)
            .steps(389_267_529_513)
            .heat(988.5)
            .speed(440.25)
            .calm(true)
            .trace(b"Trace 7\xFF".to_vec())
            .gait(types::Gait::Walk)
            .samples(vec![728, 346])
            .gaps(vec![Some(456), Some(178)])
            .parts(BTreeMap::from([("Parts\\2".to_owned(), b"Parts/1\xFF".to_vec())]))
            .marks(BTreeMap::from([("Marks&9".to_owned(), Some(Timestamp::from_seconds(1_545_351_183)))]))
            .before(types::Reading::new()
                .at(Timestamp::from_seconds(1_426_578_637))
                .pulse(394)
                .steps(137_710_737_955)
                .heat(801.5)
                .speed(676.25)
                .calm(false)
                .trace(b"Trace 2\xFF".to_vec())
                .gait(types::Gait::Walk)
                .samples(vec![820, 873])
                .gaps(vec![Some(839), Some(366)])
                .parts(BTreeMap::from([("Parts>8".to_owned(), b"Parts 7\xFF".to_vec())]))
                .marks(BTreeMap::from([("Marks&2".to_owned(), Some(Timestamp::from_seconds(1_572_397_029)))]))
                .before(types::Reading::new()
                    .at(Timestamp::from_seconds(1_523_094_373))
                    .pulse(315)
                    .steps(775_799_179_369)
                    .heat(379.5)
                    .speed(29.25)
                    .calm(true)
                    .trace(b"Trace/3\xFF".to_vec())
                    .gait(types::Gait::Trot)
                    .samples(vec![634, 499])
                    .gaps(vec![Some(825), Some(175)])
                    .parts(BTreeMap::from([("Parts 5".to_owned(), b"Parts 3\xFF".to_vec())]))
                    .marks(BTreeMap::from([
                        ("Marks&9".to_owned(), Some(Timestamp::from_seconds(1_326_481_474))),
                    ]))
                    .before(types::Reading::new()))))
        .cause(types::Cause::Fence(Box::new(types::Fence::new(474.25))));
    let expected = r#"
POST /service/HorseSensors_20240131/operation/PutReading
accept: application/cbor
content-type: application/cbor
host-prefix: data.
smithy-protocol: rpc-v2-cbor
x-amzn-query-mode: true

a4 # map of 4
  6653656e736f72 # "Sensor"
  6853656e736f722037 # "Sensor 7"
  65546f6b656e # "Token"
  67546f6b656e2031 # "Token 1"
  6752656164696e67 # "Reading"
  ad # map of 13
    624174 # "At"
    c11a617b1e51 # timestamp 1635458641
    6550756c7365 # "Pulse"
    1902ef # 751
    655374657073 # "Steps"
    1b0000005aa2271f29 # 389267529513
    6448656174 # "Heat"
    fa44772000 # 988.5
    655370656564 # "Speed"
    fb407b840000000000 # 440.25
    6443616c6d # "Calm"
    f5 # true
    655472616365 # "Trace"
    4854726163652037ff # 8 bytes
    6447616974 # "Gait"
    6477616c6b # "walk"
    6753616d706c6573 # "Samples"
    82 # array of 2
      1902d8 # 728
      19015a # 346
    6447617073 # "Gaps"
    82 # array of 2
      1901c8 # 456
      18b2 # 178
    655061727473 # "Parts"
    a1 # map of 1
      6750617274735c32 # "Parts\\2"
      4850617274732f31ff # 8 bytes
    654d61726b73 # "Marks"
    a1 # map of 1
      674d61726b732639 # "Marks&9"
      c11a5c1c300f # timestamp 1545351183
    664265666f7265 # "Before"
    ad # map of 13
      624174 # "At"
      c11a5507dccd # timestamp 1426578637
      6550756c7365 # "Pulse"
      19018a # 394
      655374657073 # "Steps"
      1b0000002010331a23 # 137710737955
      6448656174 # "Heat"
      fa44486000 # 801.5
      655370656564 # "Speed"
      fb4085220000000000 # 676.25
      6443616c6d # "Calm"
      f4 # false
      655472616365 # "Trace"
      4854726163652032ff # 8 bytes
      6447616974 # "Gait"
      6477616c6b # "walk"
      6753616d706c6573 # "Samples"
      82 # array of 2
        190334 # 820
        190369 # 873
      6447617073 # "Gaps"
      82 # array of 2
        190347 # 839
        19016e # 366
      655061727473 # "Parts"
      a1 # map of 1
        6750617274733e38 # "Parts>8"
        4850617274732037ff # 8 bytes
      654d61726b73 # "Marks"
      a1 # map of 1
        674d61726b732632 # "Marks&2"
        c11a5db8dfe5 # timestamp 1572397029
      664265666f7265 # "Before"
      ad # map of 13
        624174 # "At"
        c11a5ac89365 # timestamp 1523094373
        6550756c7365 # "Pulse"
        19013b # 315
        655374657073 # "Steps"
        1b000000b4a13c0869 # 775799179369
        6448656174 # "Heat"
        fa43bdc000 # 379.5
        655370656564 # "Speed"
        fb403d400000000000 # 29.25
        6443616c6d # "Calm"
        f5 # true
        655472616365 # "Trace"
        4854726163652f33ff # 8 bytes
        6447616974 # "Gait"
        6474726f74 # "trot"
        6753616d706c6573 # "Samples"
        82 # array of 2
          19027a # 634
          1901f3 # 499
        6447617073 # "Gaps"
        82 # array of 2
          190339 # 825
          18af # 175
        655061727473 # "Parts"
        a1 # map of 1
          6750617274732035 # "Parts 5"
          4850617274732033ff # 8 bytes
        654d61726b73 # "Marks"
        a1 # map of 1
          674d61726b732639 # "Marks&9"
          c11a4f108042 # timestamp 1326481474
        664265666f7265 # "Before"
        a0 # map of 0
  654361757365 # "Cause"
  a1 # map of 1
    6546656e6365 # "Fence"
    a1 # map of 1
      664d6574726573 # "Metres"
      fb407da40000000000 # 474.25
"#;
    assert_sent(&request, expected);
}

#[test]
fn put_reading_reply() {
    let reply = r#"
200
content-type: application/cbor
smithy-protocol: rpc-v2-cbor

a2 # map of 2
  6752656164696e67 # "Reading"
  ad # map of 13
    624174 # "At"
    c11a3f0a9a4a # timestamp 1057659466
    6550756c7365 # "Pulse"
    190241 # 577
    655374657073 # "Steps"
    1b00000033bed7b922 # 222245140770
    6448656174 # "Heat"
    fa44232000 # 652.5
    655370656564 # "Speed"
    fb4087e20000000000 # 764.25
    6443616c6d # "Calm"
    f4 # false
    655472616365 # "Trace"
    4854726163653d30ff # 8 bytes
    6447616974 # "Gait"
    6477616c6b # "walk"
    6753616d706c6573 # "Samples"
    82 # array of 2
      19022a # 554
      190257 # 599
    6447617073 # "Gaps"
    82 # array of 2
      18a9 # 169
      190217 # 535
    655061727473 # "Parts"
    a1 # map of 1
      6750617274732030 # "Parts 0"
      4850617274732f32ff # 8 bytes
    654d61726b73 # "Marks"
    a1 # map of 1
      674d61726b732636 # "Marks&6"
      c11a49114d23 # timestamp 1225870627
    664265666f7265 # "Before"
    ad # map of 13
      624174 # "At"
      c11a5eb0f4cd # timestamp 1588655309
      6550756c7365 # "Pulse"
      190236 # 566
      655374657073 # "Steps"
      1b00000097279ad75b # 649204520795
      6448656174 # "Heat"
      fa43c2c000 # 389.5
      655370656564 # "Speed"
      fb4073340000000000 # 307.25
      6443616c6d # "Calm"
      f4 # false
      655472616365 # "Trace"
      4854726163652f35ff # 8 bytes
      6447616974 # "Gait"
      6474726f74 # "trot"
      6753616d706c6573 # "Samples"
      82 # array of 2
        1902dc # 732
        1902a5 # 677
      6447617073 # "Gaps"
      82 # array of 2
        19028b # 651
        19023a # 570
      655061727473 # "Parts"
      a1 # map of 1
        6750617274732235 # "Parts\"5"
        4850617274732f38ff # 8 bytes
      654d61726b73 # "Marks"
      a1 # map of 1
        674d61726b732037 # "Marks 7"
        c11a4b6e930c # timestamp 1265537804
      664265666f7265 # "Before"
      ad # map of 13
        624174 # "At"
        c11a4838dd36 # timestamp 1211686198
        6550756c7365 # "Pulse"
        19034a # 842
        655374657073 # "Steps"
        1b000000969e1f36f7 # 646897940215
        6448656174 # "Heat"
        fa4417e000 # 607.5
        655370656564 # "Speed"
        fb4084d20000000000 # 666.25
        6443616c6d # "Calm"
        f5 # true
        655472616365 # "Trace"
        4854726163652f35ff # 8 bytes
        6447616974 # "Gait"
        6474726f74 # "trot"
        6753616d706c6573 # "Samples"
        82 # array of 2
          1902d5 # 725
          190219 # 537
        6447617073 # "Gaps"
        82 # array of 2
          190234 # 564
          190365 # 869
        655061727473 # "Parts"
        a1 # map of 1
          6750617274732235 # "Parts\"5"
          4850617274732038ff # 8 bytes
        654d61726b73 # "Marks"
        a1 # map of 1
          674d61726b732637 # "Marks&7"
          c11a5ed9cc8f # timestamp 1591331983
        664265666f7265 # "Before"
        a0 # map of 0
  654361757365 # "Cause"
  a1 # map of 1
    675365766572616c # "Several"
    81 # array of 1
      a1 # map of 1
        675365766572616c # "Several"
        81 # array of 1
          a1 # map of 1
            655269646572 # "Rider"
            6752696465723c32 # "Rider<2"
"#;
    let expected = filled!(PutReadingOutput {
        reading: filled!(types::Reading {
            at: Timestamp::from_seconds(1_057_659_466),
            pulse: 577,
            steps: 222_245_140_770,
            heat: 652.5,
            speed: 764.25,
            calm: false,
            trace: b"Trace=0\xFF".to_vec(),
            gait: types::Gait::Walk,
            samples: vec![554, 599],
            gaps: vec![Some(169), Some(535)],
            parts: BTreeMap::from([("Parts 0".to_owned(), b"Parts/2\xFF".to_vec())]),
            marks: BTreeMap::from([("Marks&6".to_owned(), Some(Timestamp::from_seconds(1_225_870_627)))]),
            before: Box::new(filled!(types::Reading {
                at: Timestamp::from_seconds(1_588_655_309),
                pulse: 566,
                steps: 649_204_520_795,
                heat: 389.5,
                speed: 307.25,
                calm: false,
                trace: b"Trace/5\xFF".to_vec(),
                gait: types::Gait::Trot,
                samples: vec![732, 677],
                gaps: vec![Some(651), Some(570)],
                parts: BTreeMap::from([("Parts\"5".to_owned(), b"Parts/8\xFF".to_vec())]),
                marks: BTreeMap::from([("Marks 7".to_owned(), Some(Timestamp::from_seconds(1_265_537_804)))]),
                before: Box::new(filled!(types::Reading {
                    at: Timestamp::from_seconds(1_211_686_198),
                    pulse: 842,
                    steps: 646_897_940_215,
                    heat: 607.5,
                    speed: 666.25,
                    calm: true,
                    trace: b"Trace/5\xFF".to_vec(),
                    gait: types::Gait::Trot,
                    samples: vec![725, 537],
                    gaps: vec![Some(564), Some(869)],
                    parts: BTreeMap::from([("Parts\"5".to_owned(), b"Parts 8\xFF".to_vec())]),
                    marks: BTreeMap::from([
                        ("Marks&7".to_owned(), Some(Timestamp::from_seconds(1_591_331_983))),
                    ]),
                    before: Box::new(types::Reading::default()),
                })),
            })),
        }),
        cause: types::Cause::Several(vec![
            types::Cause::Several(vec![types::Cause::Rider("Rider<2".to_owned())]),
        ]),
    });
    #[cfg(feature = "testing")]
    assert_faked::<PutReading>(&expected);
    assert_eq!(read::<PutReading>(reply), Ok(expected));
}

#[test]
fn put_reading_error() {
    let reply = r#"
503
content-type: application/cbor
smithy-protocol: rpc-v2-cbor
x-amzn-query-error: Sensor.Broken;Sender

a3 # map of 3
  665f5f74797065 # "__type"
  6c53656e736f7242726f6b656e # "SensorBroken"
  6653656e736f72 # "Sensor"
  6853656e736f722b34 # "Sensor+4"
  6553696e6365 # "Since"
  c11a48308cf5 # timestamp 1211141365
"#;
    let result = read::<PutReading>(reply);
    let Err(PutReadingError::SensorBroken(error)) = &result else { panic!("{result:?}") };
    assert_eq!(error.head().code, "Sensor.Broken");
    let expected = filled!(types::SensorBroken {
        sensor: "Sensor+4".to_owned(),
        since: Timestamp::from_seconds(1_211_141_365),
    });
    assert_eq!(error.detail(), &expected);
}

#[test]
fn reset_minimal_request() {
    let request = Reset::new();
    let expected = r"
POST /service/HorseSensors_20240131/operation/Reset
accept: application/cbor
content-type: application/cbor
smithy-protocol: rpc-v2-cbor
x-amzn-query-mode: true

a0 # map of 0
";
    assert_sent(&request, expected);
}

#[test]
fn reset_reply() {
    let reply = r"
200
content-type: application/cbor
smithy-protocol: rpc-v2-cbor

a0 # map of 0
";
    let expected = ResetOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<Reset>(&expected);
    assert_eq!(read::<Reset>(reply), Ok(expected));
}

#[test]
fn reset_error() {
    let reply = r#"
400
content-type: application/cbor
smithy-protocol: rpc-v2-cbor

a1 # map of 1
  665f5f74797065 # "__type"
  6c556e6b6e6f776e4572726f72 # "UnknownError"
"#;
    let error = read::<Reset>(reply);
    assert!(matches!(&error, Err(ResetError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

/// Asserts that an operation sends this request.
#[track_caller]
fn assert_sent(operation: &impl Operation, expected: &str) {
    let request = operation.request().expect("the request can be built");
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let prefix = request.extensions().get::<HostPrefix>();
    headers.extend(prefix.map(|prefix| format!("host-prefix: {}", prefix.0)));
    headers.sort();
    let start = format!("{} {}", request.method(), request.uri());
    let (head, body) = parts(expected);
    assert_eq!([vec![start], headers].concat(), head.lines().collect::<Vec<_>>());
    assert_eq!(digits(request.body()), body);
}

/// Reads a response.
fn read<O: Operation>(message: &str) -> Result<O::Output, O::Error> {
    let (head, body) = parts(message);
    let mut head = head.lines();
    let status = head.next().and_then(|status| status.parse().ok()).expect("a status");
    let headers = head.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| {
        let value = http::HeaderValue::from_bytes(value.as_bytes());
        (name.parse().expect("a name"), value.expect("a value"))
    });
    O::parse(status, &headers.collect(), &bytes(&body))
}

/// The head and the body of a message: hexadecimal digits, without comments and line breaks.
fn parts(message: &str) -> (&str, String) {
    let (head, body) = message.trim().split_once("\n\n").unwrap_or((message.trim(), ""));
    (head, body.lines().filter_map(|line| line.trim().split(' ').next()).collect())
}

/// The bytes with these hexadecimal digits.
fn bytes(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// The hexadecimal digits of bytes.
fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Asserts that a fake response with an output is read as this output.
#[cfg(feature = "testing")]
#[track_caller]
fn assert_faked<O: cbor::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = cbor::testing::of_output::<O>(expected).expect("the output can be written");
    let output = cbor::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
