//! What outages do to invalidations.
