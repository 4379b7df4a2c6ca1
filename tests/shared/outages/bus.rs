//! The loss of the bus.
