//! Whether a hit is audited.

/// Draws for one hit, of which this share is audited.
#[inline]
pub(crate) fn is_drawn(share: f64) -> bool {
    fastrand::f64() < share
}

/// Draws once more for a hit that was drawn by `written`, where this share of all hits is wanted: at most as many.
pub(crate) fn is_wanted(written: f64, share: f64) -> bool {
    is_drawn(share / written)
}
