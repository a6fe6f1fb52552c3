//! Marker types for the formats of values, used in wire tables such as `json::decode!`. All codecs share them.

use std::marker::PhantomData;

/// The default format of a type.
pub struct Usual;

/// The format in a row of a table, `(F,)`, or [`Usual`] if the row has none, `()`.
pub type FormatOf<Row> = <Row as MayHaveFormat>::Format;

/// The optional format in a row: `(F,)` or `()`.
pub trait MayHaveFormat {
    /// The format of the member.
    type Format;
}

impl MayHaveFormat for () {
    type Format = Usual;
}

impl<F> MayHaveFormat for (F,) {
    type Format = F;
}

/// The format in the `Option` of a row, `(Option<F>,)`, or [`Usual`] if the row has none, `()`.
pub type FormatInOption<Row> = <Row as MayHaveOption>::Format;

/// The optional format in the row of an optional member: `(Option<F>,)` or `()`.
pub trait MayHaveOption {
    /// The format of the value in the `Option`.
    type Format;
}

impl MayHaveOption for () {
    type Format = Usual;
}

impl<F> MayHaveOption for (Option<F>,) {
    type Format = F;
}

/// A string that is base64 on the wire.
pub struct Base64Text;

/// Bytes: `Vec<u8>`, which is base64 in JSON.
pub struct Blob;

/// A boxed value.
pub struct Boxed;

/// A timestamp such as `2018-01-26T00:11:30Z`.
pub struct DateTime;

/// A timestamp as seconds since the epoch.
pub struct EpochSeconds;

/// A timestamp such as `Fri, 26 Jan 2018 00:11:30 GMT`.
pub struct HttpDate;

/// A string of which requests contain only the part after the last slash.
pub struct LastSegment;

/// A list that may have `null` elements. `F` is the format of the other elements.
pub struct SparseList<F>(PhantomData<F>);

/// A map with `null` values. `F` is the format of the other values.
pub struct SparseMap<F>(PhantomData<F>);

/// An idempotency token. An unset token is replaced by a new one.
pub struct Token;

/// A string with a JSON object, which is percent-encoded on the wire.
pub struct UrlEncodedJson;

/// An enum, which is a string on the wire.
pub trait OpenEnum: for<'a> From<&'a str> {
    /// The value on the wire.
    fn text(&self) -> &str;
}
