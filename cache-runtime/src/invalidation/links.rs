//! What one entry is linked to, as the generated code names it: tags by text, dependencies by key.
//! The cells behind the names are looked up by the cache.

use crate::key::CacheKey;
use std::cell::RefCell;
use std::mem::ManuallyDrop;

/// The tags and dependencies of one entry.
#[derive(Debug, Clone, Default)]
pub struct Links {
    pub(crate) tags: Vec<String>,
    pub(crate) keys: Vec<CacheKey>,
}

impl Links {
    /// Links the entry to a tag.
    pub fn tag(&mut self, tag: impl Into<String>) {
        self.tags.push(tag.into());
    }

    /// Makes the entry depend on another, and on everything that one is linked to.
    pub fn depends_on(&mut self, mut key: CacheKey) {
        let Self { tags, keys } = std::mem::take(&mut key.links);
        self.tags.extend(tags);
        self.keys.push(key);
        self.keys.extend(keys);
    }
}

/// Links followed for one key: beyond this many, declarations that never come to an end are cut off.
const MOST_LINKS: usize = 1000;

thread_local! {
    /// Without a destructor: a value's `Drop` may call cached functions while its thread ends, and what it stores must be
    /// linked like anything else. Empty, the list holds no memory.
    static FOLLOWED: RefCell<ManuallyDrop<Vec<CacheKey>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

/// Collects the links of `key` with `link`, unless that is already being done further up: functions may depend on each
/// other in a circle.
pub(crate) fn follow(mut key: CacheKey, link: impl FnOnce(&mut Links)) -> CacheKey {
    if let Some(_following) = Following::begin(&key) {
        link(&mut key.links);
    }
    key
}

/// Ends the walk where it began, also when the user's code panics on the way.
struct Following {
    outermost: bool,
}

impl Following {
    fn begin(key: &CacheKey) -> Option<Self> {
        FOLLOWED.with_borrow_mut(|followed| {
            if followed.contains(key) || followed.len() >= MOST_LINKS {
                return None;
            }
            followed.push(key.clone());
            Some(Self {
                outermost: followed.len() == 1,
            })
        })
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        if self.outermost {
            FOLLOWED.with_borrow_mut(|followed| **followed = Vec::new());
        }
    }
}
