//! A test case of `SigV4a`. Its signatures are random, so that the text to sign is compared, and the signatures are
//! verified with the public key of the case.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::failure;
use http::Request;
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde::Deserialize;

use super::case::{SigningCase, difference, text, value};
use crate::signer::sigv4a::{PrivateKey, SigningError, presign, sign};

/// The file with the public key of the case.
const PUBLIC_KEY: &str = "public-key.json";

/// The headers of a signature. The signature itself is the end of the last one.
const ADDED: [&str; 5] = [
    "x-amz-date",
    "x-amz-region-set",
    "x-amz-security-token",
    "x-amz-content-sha256",
    "authorization",
];

/// Whether the case in a folder is one of `SigV4a`.
pub fn is_multi_region(folder: &Path) -> bool {
    folder.join(PUBLIC_KEY).is_file()
}

/// The coordinates of a public key, in hexadecimal digits.
#[derive(Debug, Deserialize)]
struct Point {
    #[serde(rename = "X")]
    x: String,
    #[serde(rename = "Y")]
    y: String,
}

/// The keys of a case.
struct Keys {
    private: SigningKey,
    public: VerifyingKey,
}

impl Keys {
    fn of(case: &SigningCase) -> Result<Self, Diagnostics> {
        let invalid = |error: &dyn std::fmt::Display| {
            failure(format!("cannot read the keys of `{}`", case.folder().display()), error)
        };
        let point: Point = serde_json::from_str(&text(case.folder(), PUBLIC_KEY)?)
            .map_err(|error| invalid(&error))?;
        let point = bytes(&format!("04{}{}", point.x, point.y));
        let public = VerifyingKey::from_sec1_bytes(&point).map_err(|error| invalid(&error))?;
        let private = PrivateKey::derive(&case.credentials()).map_err(|error| invalid(&error))?;
        let private = SigningKey::from_slice(private.bytes()).map_err(|error| invalid(&error))?;
        Ok(Self { private, public })
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        let signature: Signature = self.private.try_sign(message).map_err(|_| SigningError::Key)?;
        Ok(signature.to_der().as_bytes().to_vec())
    }

    fn verifies(&self, message: &str, signature: &str) -> bool {
        let signature = Signature::from_der(&bytes(signature));
        signature.is_ok_and(|signature| self.public.verify(message.as_bytes(), &signature).is_ok())
    }
}

/// The bytes of hexadecimal digits.
fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).filter_map(|pair| u8::try_from(pair[0] * 16 + pair.get(1)?).ok()).collect()
}

/// The place of a signature.
#[derive(Clone, Copy)]
enum Place {
    Headers,
    Url,
}

impl Place {
    /// The files with the signed request, and with the text to sign.
    fn files(self) -> [&'static str; 2] {
        match self {
            Self::Headers => ["header-signed-request.txt", "header-string-to-sign.txt"],
            Self::Url => ["query-signed-request.txt", "query-string-to-sign.txt"],
        }
    }

    /// Signs a request, and returns the signed text.
    fn sign(
        self,
        case: &SigningCase,
        keys: &Keys,
        request: &mut Request<Vec<u8>>,
    ) -> Result<String, SigningError> {
        let mut signed = String::new();
        let ecdsa = |message: &[u8]| {
            signed = String::from_utf8_lossy(message).into_owned();
            keys.sign(message)
        };
        let (credentials, signing) = (case.credentials(), case.signing());
        match self {
            Self::Headers => sign(request, &credentials, &signing, ecdsa)?,
            Self::Url => {
                presign(request, &credentials, &signing, case.expires_in(), ecdsa)?;
            }
        }
        Ok(signed)
    }

    /// The parts of a request that a signature changes: those before the signature, and the signature.
    fn parts(self, request: &Request<Vec<u8>>) -> (String, String) {
        let all = match self {
            Self::Headers => {
                ADDED.map(|name| format!("{name}: {}", value(request, name))).join(", ")
            }
            Self::Url => request.uri().to_string(),
        };
        let (before, signature) = all.rsplit_once("Signature=").unwrap_or((&all, ""));
        (before.to_owned(), signature.to_owned())
    }
}

/// The differences between the expected and the signed requests.
pub fn differences(case: &SigningCase) -> Result<Vec<String>, Diagnostics> {
    let keys = Keys::of(case)?;
    let mut differences = Vec::new();
    let mut check = |name: &str, expected: &str, found: &str| {
        differences.extend(difference(name, expected, found));
    };
    let is_equal = VerifyingKey::from(&keys.private) == keys.public;
    check("the public key is the derived one", "true", &is_equal.to_string());
    for place in [Place::Headers, Place::Url] {
        let [expected, expected_text] = place.files();
        let expected = place.parts(&case.request(expected)?);
        let mut signed = case.request("request.txt")?;
        match place.sign(case, &keys, &mut signed) {
            Ok(to_sign) => {
                let signed = place.parts(&signed);
                check("text to sign", text(case.folder(), expected_text)?.trim_end(), &to_sign);
                check("request", &expected.0, &signed.0);
                for (whose, signature) in [("AWS's", expected.1), ("our", signed.1)] {
                    let is_valid = keys.verifies(&to_sign, &signature);
                    check(&format!("{whose} signature is valid"), "true", &is_valid.to_string());
                }
            }
            Err(error) => check("request", "a signature", &error.to_string()),
        }
    }
    Ok(differences)
}
