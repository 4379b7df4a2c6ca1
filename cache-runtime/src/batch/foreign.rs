//! What a body returns that nobody asked for. It is a mistake in the body, told as a mistake in an attribute is: an element that
//! was changed on the way (another case, a trimmed space) would never find its entry again.

use crate::cache::Cache;
use crate::error::Error;
use crate::site::Site;

/// Reports that the body of `site` returned elements that it was not asked for.
///
/// # Panics
/// In debug builds.
pub(super) fn report(cache: &Cache, site: &Site) {
    let function = site.function();
    let place = match site.location {
        ("", ..) => String::new(),
        (file, line, _) => format!(" ({file}:{line})"),
    };
    cache.report(Error::Conflict(format!(
        "the body of `{function}`{place} returned elements that it was not asked for; they are neither cached nor returned: \
         return the elements as they were given"
    )));
}
