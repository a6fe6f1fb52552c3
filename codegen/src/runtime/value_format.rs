//! Value formats: markers that the rows of wire tables name, in every codec.

use std::marker::PhantomData;

/// The usual format of any type that has one.
pub struct Usual;

/// The format in a row of a table, `(F,)`, or [`Usual`] if the row has none, `()`.
pub type FormatOf<Row> = <Row as MayHaveFormat>::Format;

/// The end of a row: a format in a tuple, or an empty tuple.
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

/// The end of a row for an optional member: the `Option` of a format in a tuple, or an empty tuple.
pub trait MayHaveOption {
    /// The format of a value that is present.
    type Format;
}

impl MayHaveOption for () {
    type Format = Usual;
}

impl<F> MayHaveOption for (Option<F>,) {
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
