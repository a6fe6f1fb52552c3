//! Lists, page by page.

use super::super::runtime::paging::{Items, Paginated};
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Returns an iterator over the pages of a list. It requests a page when it is needed, and ends after an error.
    pub fn pages<'c, O: Paginated + 'c>(
        &'c self,
        first: O,
    ) -> impl Iterator<Item = Result<O::Output, Error<O::Error>>> + 'c {
        first.pages(move |page| self.send(page))
    }

    /// Returns an iterator over the items of all pages of a list. It holds one page in memory.
    pub fn items<'c, O: Items + 'c>(
        &'c self,
        first: O,
    ) -> impl Iterator<Item = Result<O::Item, Error<O::Error>>> + 'c {
        first.pages(move |page| self.send(page)).items()
    }
}
