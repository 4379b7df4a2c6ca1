//! The text of a generated program.

use super::ways::Way;
use std::fmt::Write;

pub(super) fn manifest(way: &Way, functions: usize) -> String {
    let dependencies = (way.dependencies)();
    format!(
        "[package]\nname = \"with-{functions}\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n\n[workspace]\n"
    )
}

pub(super) fn source(way: &Way, functions: usize) -> String {
    let mut text = String::from(PRELUDE);
    let mut calls = String::new();
    let imports = if functions == 0 { "" } else { way.imports };
    for number in 0..functions {
        let (function, call) = match number % 2 {
            0 => (way.sync, format!("get_{number}(1)")),
            _ => (way.tasked, format!("wait(get_{number}(1))")),
        };
        writeln!(text, "{}", function.replace("$N", &number.to_string()))
            .expect("a String takes everything");
        writeln!(calls, "    println!(\"{{}}\", {call});").expect("a String takes everything");
    }
    format!("{imports}\n{text}\nfn main() {{\n{calls}}}\n")
}

/// Polls a future that is ready at once: no runtime is to be built along.
const PRELUDE: &str = r"
#[allow(dead_code)]
fn wait<F: Future>(future: F) -> F::Output {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => unreachable!(),
    }
}
";
