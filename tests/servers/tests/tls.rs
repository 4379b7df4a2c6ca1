//! A server that speaks TLS, to those who trust its authority and to no others.

use cache_test_servers::{Certificates, Redis, Reply};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

/// What the TLS port of a server answers to a client that trusts this authority.
fn ping(redis: &Redis, trusted: &Certificates) -> io::Result<String> {
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_file(trusted.authority()).expect("it was just made");
    roots.add(authority).expect("it is an authority");
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let url = redis.tls_url();
    let (_, port) = url.rsplit_once(':').expect("a URL has a port");
    let port: u16 = port.parse().expect("a port is a number");
    let name = ServerName::try_from("localhost").expect("it is a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("the settings agree");
    let mut stream = StreamOwned::new(connection, TcpStream::connect(("127.0.0.1", port))?);
    stream.write_all(b"PING\r\n")?;
    let mut answer = [0; 7];
    stream.read_exact(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn a_server_answers_those_who_trust_its_authority() {
    let certificates = Certificates::new();
    let redis = Redis::builder()
        .tls(
            &certificates.authority(),
            &certificates.certificate(),
            &certificates.key(),
        )
        .start();

    assert!(redis.tls_url().starts_with("rediss://localhost:"));
    assert_eq!(ping(&redis, &certificates).unwrap(), "+PONG\r\n");
    assert!(ping(&redis, &Certificates::new()).is_err());
    // The port without TLS stays, for the harness.
    assert_eq!(redis.command(&["PING"]), Reply::Status("PONG".to_owned()));
}
