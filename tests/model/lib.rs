//! Nothing: the package exists for its test, so that the other tests do not build the model checker.
