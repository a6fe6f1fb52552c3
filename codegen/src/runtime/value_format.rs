//! Value formats: markers that the rows of wire tables name, in every codec.

use std::marker::PhantomData;

/// The usual format of any type that has one.
pub struct Usual;

/// The format that a row of a table names, or [`Usual`] where it names none.
pub type Chosen<Row> = <Row as Choice>::Format;

/// No format, or one.
pub trait Choice {
    /// The format that counts.
    type Format;
}

impl Choice for () {
    type Format = Usual;
}

impl<F> Choice for (F,) {
    type Format = F;
}

/// The format of the value in the `Option` that a row names, or [`Usual`] where it names none.
pub type Present<Row> = <Row as Optional>::Format;

/// No format, or that of an optional member.
pub trait Optional {
    /// The format of a value that is present.
    type Format;
}

impl Optional for () {
    type Format = Usual;
}

impl<F> Optional for (Option<F>,) {
    type Format = F;
}

/// Bytes, `Vec<u8>`. JSON has them as base64.
pub struct Blob;

/// A boxed value.
pub struct Boxed;

/// A timestamp as `2018-01-26T00:11:30Z`.
pub struct DateTime;

/// A timestamp as `Fri, 26 Jan 2018 00:11:30 GMT`.
pub struct HttpDate;

/// A list with `null` elements; `F` is the format of the others.
pub struct SparseList<F>(PhantomData<F>);

/// A map with `null` values; `F` is the format of the others.
pub struct SparseMap<F>(PhantomData<F>);

/// An idempotency token. A request fills it in where it is unset.
pub struct Token;

/// An enum, which is a string on the wire.
pub trait OpenEnum: for<'a> From<&'a str> {
    /// The value as the service writes it.
    fn text(&self) -> &str;
}
