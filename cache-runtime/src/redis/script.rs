//! A Lua script: sent by its hash, and with its text where the server does not know it yet. What the scripts do stands in
//! `shared/scripts/`.

use super::traffic::Purpose;
use redis::Cmd;
use std::sync::OnceLock;

/// A Lua script, made to stand in a `static`.
#[derive(Debug)]
pub(crate) struct Script {
    text: &'static str,
    name: &'static str,
    purpose: Purpose,
    hash: OnceLock<String>,
}

impl Script {
    pub(crate) const fn new(purpose: Purpose, text: &'static str) -> Self {
        Self {
            text,
            name: "",
            purpose,
            hash: OnceLock::new(),
        }
    }

    /// Names it for those who watch.
    pub(crate) const fn named(mut self, file: &'static str) -> Self {
        self.name = file;
        self
    }

    /// The name, without the ending of the file that it stands in.
    pub(super) fn name(&self) -> &'static str {
        self.name.strip_suffix(".lua").unwrap_or(self.name)
    }

    pub(super) fn purpose(&self) -> Purpose {
        self.purpose
    }

    fn hash(&self) -> &str {
        self.hash
            .get_or_init(|| redis::Script::new(self.text).get_hash().to_owned())
    }

    pub(super) fn by_hash(&self, keys: &[&[u8]], args: &[&[u8]]) -> Cmd {
        invocation("EVALSHA", self.hash(), keys, args)
    }

    /// The server keeps the script, so the next call needs the hash only.
    pub(super) fn by_text(&self, keys: &[&[u8]], args: &[&[u8]]) -> Cmd {
        invocation("EVAL", self.text, keys, args)
    }

    pub(super) fn load(&self) -> Cmd {
        let mut command = redis::cmd("SCRIPT");
        command.arg("LOAD").arg(self.text);
        command
    }
}

fn invocation(name: &str, script: &str, keys: &[&[u8]], args: &[&[u8]]) -> Cmd {
    let bytes = keys
        .iter()
        .chain(args)
        .map(|part| part.len())
        .sum::<usize>();
    let mut command = Cmd::with_capacity(
        3 + keys.len() + args.len(),
        name.len() + script.len() + bytes + 8,
    );
    command.arg(name).arg(script).arg(keys.len());
    for part in keys.iter().chain(args) {
        command.arg(*part);
    }
    command
}
