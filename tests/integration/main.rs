//! Behaviour tests: one module for each concern. Time is a virtual clock, order is a gate; nothing sleeps.

mod polling;
mod source;
mod time;

mod attacks;
mod bad_input;
mod batch;
mod expansions;
mod flights;
mod freshness;
mod health;
mod hits;
mod hygiene;
mod inspect;
mod invalidation;
mod keys;
mod policies;
mod races;
mod readme;
mod results;
mod shapes;
mod sharing;
mod testkit;
mod tracking;
mod ttl;
mod warming;
mod writes;
