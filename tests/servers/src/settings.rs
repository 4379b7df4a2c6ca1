//! What a server is told at its start, and the text of its configuration file. Knows nothing of processes.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The account with which the harness itself comes in where the others need a password.
pub(crate) const OWN_NAME: &str = "harness";
pub(crate) const OWN_PASSWORD: &str = "harness-of-the-tests";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Role {
    #[default]
    Single,
    Cluster,
    Sentinel,
}

#[derive(Debug, Clone)]
pub(crate) struct Account {
    /// `None`: the account of those who give no name.
    pub(crate) name: Option<String>,
    pub(crate) password: String,
    /// What it may do, as in `~* &* +@all`.
    pub(crate) rights: String,
}

#[derive(Debug, Clone)]
pub(crate) struct TlsFiles {
    pub(crate) authority: PathBuf,
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

/// The ports of one start.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) clients: u16,
    /// Where the nodes of a cluster talk to each other.
    pub(crate) bus: u16,
    pub(crate) tls: u16,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) role: Role,
    pub(crate) account: Option<Account>,
    pub(crate) tls: Option<TlsFiles>,
    pub(crate) lines: Vec<String>,
}

impl Settings {
    /// The configuration file. The lines of the test come last, so that they win.
    pub(crate) fn text(&self, ports: Ports, directory: &Path) -> String {
        let mut lines = vec![
            "bind 127.0.0.1".to_owned(),
            format!("port {}", ports.clients),
            format!("dir {}", directory.display()),
            "daemonize no".to_owned(),
        ];
        match self.role {
            Role::Single => lines.extend(data_lines()),
            Role::Cluster => {
                lines.extend(data_lines());
                lines.extend(cluster_lines(ports.bus));
            }
            Role::Sentinel => {}
        }
        lines.extend(self.account.iter().flat_map(account_lines));
        lines.extend(
            self.tls
                .iter()
                .flat_map(|files| tls_lines(files, ports.tls)),
        );
        lines.extend_from_slice(&self.lines);
        lines.join("\n") + "\n"
    }

    /// `name:password@`, for a URL.
    pub(crate) fn credentials(&self) -> String {
        let mut text = String::new();
        if let Some(account) = &self.account {
            let name = account.name.as_deref().unwrap_or_default();
            write!(text, "{name}:{}@", account.password).expect("a string takes every text");
        }
        text
    }
}

fn data_lines() -> Vec<String> {
    [
        "save \"\"",
        "appendonly no",
        "enable-debug-command local",
        // A replica that comes back is in step at once, not after the usual five seconds.
        "repl-diskless-sync-delay 0",
        "repl-ping-replica-period 1",
    ]
    .map(str::to_owned)
    .into()
}

fn cluster_lines(bus: u16) -> Vec<String> {
    vec![
        "cluster-enabled yes".to_owned(),
        "cluster-config-file nodes.conf".to_owned(),
        format!("cluster-port {bus}"),
    ]
}

fn account_lines(account: &Account) -> Vec<String> {
    let Account {
        name,
        password,
        rights,
    } = account;
    let mut lines = vec![format!("user {OWN_NAME} on >{OWN_PASSWORD} ~* &* +@all")];
    match name {
        Some(name) => {
            lines.push("user default off".to_owned());
            lines.push(format!("user {name} on >{password} {rights}"));
        }
        None => lines.push(format!("requirepass {password}")),
    }
    lines
}

fn tls_lines(files: &TlsFiles, port: u16) -> Vec<String> {
    vec![
        format!("tls-port {port}"),
        format!("tls-ca-cert-file {}", files.authority.display()),
        format!("tls-cert-file {}", files.certificate.display()),
        format!("tls-key-file {}", files.key.display()),
        "tls-auth-clients no".to_owned(),
    ]
}
