//! Lists that come page by page.

use std::future::Future;

use super::operation::Operation;

/// An operation that answers one page of a list at a time.
///
/// [`pages`](Self::pages) sends for one after the other and holds no more than one. For code that sends in a way of its
/// own, [`next_page`](Self::next_page) is all there is to it:
///
/// ```text
/// let mut next = Some(ListJobs::new());
/// while let Some(request) = next {
///     let page = send(&request).await?;
///     next = request.next_page(&page);
/// }
/// ```
pub trait Paginated: Operation + Sized {
    /// The request for the page after `output`, which answered this one. There is none after the last page, which has
    /// no token, an empty one, or the one that was sent.
    fn next_page(&self, output: &Self::Output) -> Option<Self>;

    /// All pages from this one on, for code that blocks: an iterator over what `send` gives. It ends at the first
    /// error.
    fn pages<F, E>(self, send: F) -> Pages<Self, F>
    where
        F: FnMut(&Self) -> Result<Self::Output, E>,
    {
        Pages { next: Some(self), send }
    }

    /// All pages from this one on, for code that awaits. It ends at the first error.
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
    /// What the list holds; of a map, a key with its value.
    type Item;

    /// What a page has of the list.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// The pages of a list, one after the other.
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
    /// What is on the pages, one after the other. No more than a page of it is held.
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

/// The pages of a list, each of which is awaited.
///
/// For a `Stream`, `futures::stream::try_unfold` or the like takes it as its state.
#[derive(Clone, Debug)]
#[must_use]
pub struct AsyncPages<O, F> {
    next: Option<O>,
    send: F,
}

impl<O: Paginated + Clone, F> AsyncPages<O, F> {
    /// The next page; none after the last one, or after an error.
    ///
    /// # Errors
    ///
    /// Fails if sending does.
    pub async fn next<R, E>(&mut self) -> Result<Option<O::Output>, E>
    where
        F: FnMut(O) -> R,
        R: Future<Output = Result<O::Output, E>>,
    {
        let Some(request) = self.next.take() else { return Ok(None) };
        let page = (self.send)(request.clone()).await?;
        self.next = request.next_page(&page);
        Ok(Some(page))
    }
}

/// The token of the next page: what a page has for it, unless that is nothing, or what was sent for that very page.
#[must_use]
pub fn next_token<T: Token>(sent: Option<&T>, received: Option<&T>) -> Option<T> {
    received.filter(|token| !token.is_empty() && Some(*token) != sent).cloned()
}

/// What says which page is wanted.
pub trait Token: Clone + PartialEq {
    /// Whether it says nothing.
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
