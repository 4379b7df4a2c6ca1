//! What the test programs share. The tests stand in `integration/`, the compiler's messages in `ui/`, the golden
//! expansions (checked by a unit test of `cache-macros`) in `expand/`.
