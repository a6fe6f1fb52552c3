//! Lists, page by page.

use std::vec;

use super::super::runtime::paging::{Items, Paginated};
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Returns the pages of a list. A page is requested when it is needed.
    pub fn pages<O: Paginated>(&self, first: O) -> Pages<'_, O> {
        Pages { client: self, next: Some(first) }
    }

    /// Returns the items of all pages of a list. One page at a time is in memory.
    pub fn items<O: Items>(&self, first: O) -> ItemsOfPages<'_, O> {
        ItemsOfPages { pages: self.pages(first), items: Vec::new().into_iter() }
    }
}

/// The pages of a list.
#[must_use]
pub struct Pages<'c, O> {
    client: &'c Client,
    next: Option<O>,
}

impl<O: Paginated> Pages<'_, O> {
    /// Returns the next page, or `None` after the last page or an error. If the future is dropped, no page is lost: the next
    /// call sends the request again.
    ///
    /// # Errors
    ///
    /// Returns the error of the call.
    pub async fn next(&mut self) -> Result<Option<O::Output>, Error<O::Error>> {
        let Some(request) = &self.next else { return Ok(None) };
        let page = self.client.send(request).await;
        self.next = page.as_ref().ok().and_then(|page| request.next_page(page));
        page.map(Some)
    }
}

/// The items of all pages of a list.
#[must_use]
pub struct ItemsOfPages<'c, O: Items> {
    pages: Pages<'c, O>,
    items: vec::IntoIter<O::Item>,
}

impl<O: Items> ItemsOfPages<'_, O> {
    /// Returns the next item, or `None` after the last item or an error. If the future is dropped, no item is lost.
    ///
    /// # Errors
    ///
    /// Returns the error of the call for a page.
    pub async fn next(&mut self) -> Result<Option<O::Item>, Error<O::Error>> {
        loop {
            if let Some(item) = self.items.next() {
                return Ok(Some(item));
            }
            let Some(page) = self.pages.next().await? else { return Ok(None) };
            self.items = O::items(page).into_iter();
        }
    }
}
