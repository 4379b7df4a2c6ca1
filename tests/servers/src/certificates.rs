//! Certificates for servers that speak TLS: an authority of a moment, made anew for each test.

use crate::directory::Directory;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::fs;
use std::path::{Path, PathBuf};

const HOST: &str = "localhost";

/// An authority and a certificate for `localhost` and `127.0.0.1` that it has signed, as files in a directory that is gone
/// with this value. For [`Builder::tls`](crate::Builder::tls).
#[derive(Debug)]
pub struct Certificates {
    directory: Directory,
}

impl Certificates {
    /// Makes all of them.
    ///
    /// # Panics
    ///
    /// If the machine has no randomness, or no room for the files.
    #[must_use]
    pub fn new() -> Certificates {
        let certificates = Certificates {
            directory: Directory::new(),
        };
        certificates
            .write()
            .expect("parameters that are always the same can be signed");
        certificates
    }

    /// The certificate of the authority: what a client must trust.
    #[must_use]
    pub fn authority(&self) -> PathBuf {
        self.directory.file("authority.pem")
    }

    /// The certificate of the server.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.directory.file("certificate.pem")
    }

    /// The key of the server.
    #[must_use]
    pub fn key(&self) -> PathBuf {
        self.directory.file("key.pem")
    }

    fn write(&self) -> Result<(), rcgen::Error> {
        let (authority, issuer) = authority()?;
        let key = KeyPair::generate()?;
        let names = [HOST, "127.0.0.1"].map(str::to_owned);
        let certificate = CertificateParams::new(names)?.signed_by(&key, &issuer)?;
        write(&self.authority(), &authority);
        write(&self.certificate(), &certificate.pem());
        write(&self.key(), &key.serialize_pem());
        Ok(())
    }
}

impl Default for Certificates {
    fn default() -> Certificates {
        Certificates::new()
    }
}

/// The text of its certificate, and what signs for it. Not the server's own: clients refuse an authority that serves.
fn authority() -> Result<(String, Issuer<'static, KeyPair>), rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut parameters = CertificateParams::new(Vec::new())?;
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let text = parameters.self_signed(&key)?.pem();
    Ok((text, Issuer::new(parameters, key)))
}

fn write(file: &Path, text: &str) {
    fs::write(file, text).expect("a file can be written to a directory that was just made");
}
