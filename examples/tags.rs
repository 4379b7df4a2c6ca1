//! Proves: one tag invalidates entries of several functions in one step, and only those that carry it.

use cache_runtime::{Cache, cached};

#[derive(Clone)]
struct Article {
    title: String,
    author: u64,
}

#[cached(key = "article:<id>", ttl = "1h", tags = ["articles", "author:<result.author>"])]
fn article(id: u64) -> Option<Article> {
    println!("  loads article {id}");
    (id < 100).then(|| Article {
        title: format!("article {id}"),
        author: id % 2,
    })
}

#[cached(key = "count:<author>", ttl = "1h", tags = ["author:<author>"])]
fn count(author: u64) -> u64 {
    println!("  counts the articles of author {author}");
    5 + author
}

fn main() -> Result<(), cache_runtime::Error> {
    let read_all =
        || (1..=2).for_each(|id| drop((article(id).map(|article| article.title), count(id % 2))));
    println!("first:");
    read_all();
    println!("again:");
    read_all();
    Cache::installed().invalidate_tag_blocking("author:1")?;
    println!("after invalidate_tag(\"author:1\"), a tag of one result and of one argument:");
    read_all();
    Cache::installed().invalidate_tag_blocking("articles")?;
    println!("after invalidate_tag(\"articles\"):");
    read_all();

    let loads = |name| {
        Cache::installed()
            .stats()
            .function(name)
            .map(|row| row.loads)
    };
    assert_eq!(
        (loads("article"), loads("count")),
        (Some(2 + 1 + 2), Some(2 + 1))
    );
    Ok(())
}
