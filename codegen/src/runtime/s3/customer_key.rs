//! Encryption keys of the customer (SSE-C) in requests of S3.

use super::super::base64;
use super::super::md5::md5;
use super::super::request::{BuildError, RequestBuilder};

impl RequestBuilder {
    /// Sets the headers of a key and its MD5 hash. Without a hash, the key is plain text: the headers have its base64 and the
    /// hash. With a hash, both are sent as they are.
    ///
    /// # Errors
    ///
    /// Fails for characters that headers cannot contain.
    pub fn customer_key(
        &mut self,
        [key_header, hash_header]: [&str; 2],
        [key, hash]: [Option<&String>; 2],
    ) -> Result<(), BuildError> {
        if let (Some(key), None) = (key, hash) {
            self.secret_header(key_header, &base64::encode(key.as_bytes()))?;
            return self.header(hash_header, &base64::encode(&md5(key.as_bytes())));
        }
        self.secret_header(key_header, &key.cloned())?;
        self.header(hash_header, &hash.cloned())
    }
}
