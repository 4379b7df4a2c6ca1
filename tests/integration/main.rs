//! Behaviour tests: one module for each concern. Time is a virtual clock, order is a gate; nothing sleeps.

mod source;

mod races;
