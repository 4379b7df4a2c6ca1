//! Proves: a function that changes the source names what is out of date, and no caller of it can forget one of five keys; a
//! write that fails leaves everything as it is.

use cache_runtime::{Cache, cache_invalidate, cached, testing};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A table of articles: the author and the title of each.
#[derive(Debug, Default)]
struct Articles(Mutex<BTreeMap<u64, (u64, String)>>);

impl Articles {
    fn rows(&self) -> MutexGuard<'_, BTreeMap<u64, (u64, String)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cached(key = "article:<id>", ttl = "1h", tags = ["author:<result.0>"], ignore(self))]
    fn find(&self, id: u64) -> Option<(u64, String)> {
        println!("    reads article {id}");
        self.rows().get(&id).cloned()
    }

    #[cached(key = "articles-of:<author>:<page>", ttl = "1h", ignore(self))]
    fn of_author(&self, author: u64, page: usize) -> Vec<u64> {
        println!("    reads page {page} of author {author}");
        let rows = self.rows();
        let own = rows.iter().filter(|(_, (by, _))| *by == author);
        own.map(|(id, _)| *id).skip(page * 10).take(10).collect()
    }

    #[cached(key = "search:<word>", ttl = "1h", ignore(self))]
    fn search(&self, word: &str) -> Vec<u64> {
        println!("    searches for {word:?}");
        let rows = self.rows();
        let found = rows.iter().filter(|(_, (_, title))| title.contains(word));
        found.map(|(id, _)| *id).collect()
    }

    /// The entry by its key, the first page of the author that the database says it is, and every search.
    #[cache_invalidate(self.find(id), self.of_author(result, 0), self.search(..), tags = ["author:<result>"])]
    fn rename(&self, id: u64, title: String) -> Result<u64, String> {
        let mut rows = self.rows();
        let row = rows.get_mut(&id).ok_or("there is no such article")?;
        row.1 = title;
        Ok(row.0)
    }

    fn read_everything(&self) -> String {
        self.of_author(1, 0);
        self.search("cache");
        let article = self.find(7);
        article.map_or_else(String::new, |(_, title)| title)
    }
}

fn main() {
    let articles = Articles::default();
    articles.rows().insert(7, (1, "on cats".to_owned()));
    println!("first:");
    assert_eq!(articles.read_everything(), "on cats");
    println!("again:");
    articles.read_everything();
    println!("after a write that failed:");
    assert!(articles.rename(8, "on dogs".to_owned()).is_err());
    articles.read_everything();
    println!("after a write:");
    assert_eq!(articles.rename(7, "on caches".to_owned()), Ok(1));
    assert_eq!(articles.read_everything(), "on caches");
    assert_eq!(articles.search("cache"), [7]);
    for function in ["find", "of_author", "search"] {
        testing::assert_loads(Cache::installed(), function, 2);
    }
}
