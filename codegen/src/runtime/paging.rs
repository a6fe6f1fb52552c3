//! Paginators.

use std::future::Future;

use super::operation::Operation;

/// An operation that returns one page of a list at a time.
///
/// [`pages`](Self::pages) is an iterator over the pages, and requests a page when it is needed. A loop with
/// [`next_page`](Self::next_page) does the same:
///
/// ```text
/// let mut next = Some(ListJobs::new());
/// while let Some(request) = next {
///     let page = send(&request).await?;
///     next = request.next_page(&page);
/// }
/// ```
pub trait Paginated: Operation + Sized {
    /// Returns the request for the next page, or `None` after the last page. `output` is the output of this request.
    ///
    /// The token of the last page is missing, empty or the same as in this request.
    fn next_page(&self, output: &Self::Output) -> Option<Self>;

    /// Returns an iterator over all pages from this one on, for blocking code. It ends after the first error.
    fn pages<F, E>(self, send: F) -> Pages<Self, F>
    where
        F: FnMut(&Self) -> Result<Self::Output, E>,
    {
        Pages { next: Some(self), send }
    }

    /// Returns all pages from this one on, for async code. They end after the first error.
    fn pages_async<F, R, E>(self, send: F) -> AsyncPages<Self, F>
    where
        Self: Clone,
        F: FnMut(Self) -> R,
        R: Future<Output = Result<Self::Output, E>>,
    {
        AsyncPages { next: Some(self), send }
    }
}

/// An operation whose pages are parts of one list.
pub trait Items: Paginated {
    /// The element of the list, or the key and value of a map.
    type Item;

    /// Returns the items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// An iterator over the pages of a list.
#[derive(Clone, Debug)]
#[must_use]
pub struct Pages<O, F> {
    next: Option<O>,
    send: F,
}

impl<O, F, E> Pages<O, F>
where
    O: Items,
    F: FnMut(&O) -> Result<O::Output, E>,
{
    /// Returns an iterator over the items of all pages. It holds one page in memory.
    pub fn items(self) -> impl Iterator<Item = Result<O::Item, E>> {
        self.flat_map(|page| {
            let (items, error) = match page {
                Ok(page) => (O::items(page), None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            items.into_iter().map(Ok).chain(error)
        })
    }
}

impl<O, F, E> Iterator for Pages<O, F>
where
    O: Paginated,
    F: FnMut(&O) -> Result<O::Output, E>,
{
    type Item = Result<O::Output, E>;

    fn next(&mut self) -> Option<Self::Item> {
        let request = self.next.take()?;
        let page = (self.send)(&request);
        self.next = page.as_ref().ok().and_then(|page| request.next_page(page));
        Some(page)
    }
}

/// The pages of a list, for async code.
///
/// To make a `Stream`, use it as the state of `futures::stream::try_unfold`.
#[derive(Clone, Debug)]
#[must_use]
pub struct AsyncPages<O, F> {
    next: Option<O>,
    send: F,
}

impl<O: Paginated + Clone, F> AsyncPages<O, F> {
    /// Returns the next page, or `None` after the last page or an error. If the future is dropped, no page is lost: the next
    /// call sends the request again.
    ///
    /// # Errors
    ///
    /// Returns the error of `send`.
    pub async fn next<R, E>(&mut self) -> Result<Option<O::Output>, E>
    where
        F: FnMut(O) -> R,
        R: Future<Output = Result<O::Output, E>>,
    {
        let Some(request) = self.next.clone() else { return Ok(None) };
        let page = (self.send)(request.clone()).await;
        self.next = page.as_ref().ok().and_then(|page| request.next_page(page));
        page.map(Some)
    }
}

impl<O: Items + Clone, F> AsyncPages<O, F> {
    /// Returns the items of all pages. They hold one page in memory.
    pub fn items(self) -> AsyncItems<O, F> {
        AsyncItems { pages: self, items: Vec::new().into_iter() }
    }
}

/// The items of a list, for async code.
#[must_use]
pub struct AsyncItems<O: Items, F> {
    pages: AsyncPages<O, F>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Items + Clone, F> AsyncItems<O, F> {
    /// Returns the next item, or `None` after the last item or an error. If the future is dropped, no item is lost.
    ///
    /// # Errors
    ///
    /// Returns the error of `send` for a page.
    pub async fn next<R, E>(&mut self) -> Result<Option<O::Item>, E>
    where
        F: FnMut(O) -> R,
        R: Future<Output = Result<O::Output, E>>,
    {
        loop {
            if let Some(item) = self.items.next() {
                return Ok(Some(item));
            }
            let Some(page) = self.pages.next().await? else { return Ok(None) };
            self.items = O::items(page).into_iter();
        }
    }
}

/// Returns the token of the next page, or `None` if the received token is missing, empty or the same as the sent one.
#[must_use]
pub fn next_token<T: Token>(sent: Option<&T>, received: Option<&T>) -> Option<T> {
    received.filter(|token| !token.is_empty() && Some(*token) != sent).cloned()
}

/// A pagination token.
pub trait Token: Clone + PartialEq {
    /// Whether the token is empty, which means that there is no next page.
    fn is_empty(&self) -> bool;
}

impl Token for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl Token for Vec<u8> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl Token for i32 {
    fn is_empty(&self) -> bool {
        *self == 0
    }
}

impl Token for i64 {
    fn is_empty(&self) -> bool {
        *self == 0
    }
}

impl<K: Clone + PartialEq, V: Clone + PartialEq> Token for std::collections::BTreeMap<K, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
