//! Proves: invalidating one entry invalidates those that depend on it, through any number of functions, and no others.

use cache_runtime::{Cache, cached};

#[cached(key = "company:<company>", ttl = "1h")]
fn company(company: u64) -> String {
    format!("company {company}")
}

#[cached(
    key = "team:<company>:<team>",
    ttl = "1h",
    depends_on(company(company))
)]
fn team(company: u64, team: u64) -> String {
    format!("team {team} of company {company}")
}

#[cached(
    key = "page:<owner>:<group>:<id>",
    ttl = "1h",
    depends_on(team(owner, group))
)]
fn page(owner: u64, group: u64, id: u64) -> String {
    format!("page {id}: {} of {}", team(owner, group), company(owner))
}

fn main() -> Result<(), cache_runtime::Error> {
    let loads = || {
        page(1, 10, 100);
        page(2, 20, 200);
        Cache::installed()
            .stats()
            .function("page")
            .map_or(0, |row| row.loads)
    };
    println!("pages of two companies loaded:           {}", loads());
    println!("asked again:                             {}", loads());
    invalidate_company(1)?;
    let after = loads();
    println!("company 1 invalidated, its page loads:   {after}");
    assert_eq!(after, 3);
    Ok(())
}
