//! `ListObjectsV2`: objects as S3 lists them.

use std::fmt::Write;

use super::one_of;

/// An XML body whose objects have their members in the order of S3, or sorted by name. S3 writes no white space.
pub fn reply(items: usize, by_name: bool) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Name>stable-archive-eu-west-1</Name><Prefix>horses%2F2026%2F</Prefix><KeyCount>1000</KeyCount>\
         <MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>",
    );
    for number in 0..items {
        let mut members = [
            ("Key", format!("horses%2F2026%2F{:02}%2Fstall+{number:06}%2Ffilm.mp4", number % 12)),
            (
                "LastModified",
                format!("2026-11-{:02}T10:18:{:02}.000Z", 1 + number % 28, number % 60),
            ),
            (
                "ETag",
                format!(
                    "&quot;{:032x}&quot;",
                    0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(number as u64)
                ),
            ),
            ("ChecksumAlgorithm", one_of(&["CRC32", "CRC64NVME"], number).to_owned()),
            ("ChecksumType", "FULL_OBJECT".to_owned()),
            ("Size", (1_048_576 + number * 4096).to_string()),
            ("StorageClass", one_of(&["STANDARD", "GLACIER"], number).to_owned()),
        ];
        if by_name {
            members.sort_unstable();
        }
        text += "<Contents>";
        for (name, value) in members {
            // Writing to a string cannot fail.
            let _ = write!(text, "<{name}>{value}</{name}>");
        }
        text += "</Contents>";
    }
    text + "</ListBucketResult>"
}

#[cfg(test)]
mod tests {
    use super::reply;

    #[test]
    fn objects_have_the_same_members_in_both_orders() {
        let [in_order, by_name] = [false, true].map(|by_name| reply(1000, by_name));
        assert_eq!(in_order.len(), by_name.len());
        assert!((300_000..340_000).contains(&in_order.len()), "{}", in_order.len());
        for body in [in_order, by_name] {
            assert_eq!(
                roxmltree::Document::parse(&body).unwrap().root_element().children().count(),
                1006
            );
        }
    }
}
