//! Proves: when entries vanish again and again, the cache says who asked for it, and at which place of the source.

use cache_runtime::{Cache, InvalidationSource, cache_invalidate, cached};

#[cached(key = "price:<item>", ttl = "1h", tags = ["prices"])]
fn price(item: u64) -> u64 {
    item * 100
}

#[cache_invalidate(price(item))]
fn change_price(item: u64) {
    println!("item {item} has another price");
}

/// Meant for one item, and hits all of them.
fn import(item: u64) -> Result<(), cache_runtime::Error> {
    println!("item {item} is imported");
    Cache::installed().invalidate_tag_blocking("prices")?;
    Ok(())
}

fn main() -> Result<(), cache_runtime::Error> {
    price(1);
    change_price(1);
    import(1)?;

    let recent = Cache::installed().recent_invalidations();
    for invalidation in &recent {
        let place = invalidation.location.as_deref().unwrap_or("elsewhere");
        println!(
            "{:7} {:8} {:8} from {place}",
            invalidation.source, invalidation.kind, invalidation.what
        );
    }
    assert_eq!(recent[0].what, "prices");
    assert_eq!(recent[0].source, InvalidationSource::Call);
    assert_eq!(recent[1].what, "price:1");
    assert_eq!(recent[1].source, InvalidationSource::Writer);
    let here = |place: &String| place.contains("recent_invalidations.rs");
    assert!(
        recent
            .iter()
            .all(|one| one.location.as_ref().is_some_and(here))
    );
    Ok(())
}
