//! `rediss://`, with the right authority and without.

use super::super::tls;
use super::*;
use cache_test_servers::{Certificates, Redis};

fn server(certificates: &Certificates) -> Redis {
    Redis::builder()
        .tls(
            &certificates.authority(),
            &certificates.certificate(),
            &certificates.key(),
        )
        .config("tls-auth-clients optional")
        .password("right")
        .start()
}

fn trusting(url: String, authority: &Certificates) -> Settings {
    Settings {
        certificates: tls::Certificates {
            authorities: Some(std::fs::read(authority.authority()).unwrap()),
            client: None,
        },
        ..single(url)
    }
}

#[test]
fn commands_and_the_bus_go_over_tls() {
    let certificates = Certificates::new();
    let redis = server(&certificates);
    let (nodes, mut signals) = connected(trusting(redis.tls_url(), &certificates));
    assert_eq!(run(&nodes, &["SET", "k", "v"]), Ok(Value::Okay));
    let connected = signals.blocking_recv();
    assert!(matches!(connected, Some(Signal::Connected { .. })));
}

#[test]
fn a_certificate_of_somebody_else_is_refused() {
    let redis = server(&Certificates::new());
    let settings = trusting(redis.tls_url(), &Certificates::new());
    let error = connect(Settings {
        start_without: true,
        ..settings
    })
    .map(|_| ());
    let error = error.unwrap_err().to_string();
    assert!(error.contains("certificate"), "{error}");
    assert!(!error.contains("right"), "{error}");
}

#[test]
fn what_is_no_certificate_is_named() {
    let settings = Settings {
        certificates: tls::Certificates {
            authorities: Some(b"-----BEGIN NONSENSE".to_vec()),
            client: None,
        },
        ..single("rediss://localhost")
    };
    let error = connect(settings).map(|_| ()).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Setting {
                name: "redis_certificates",
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn trust_in_anybody_is_not_to_be_had() {
    let error = connect(single("rediss://localhost/#insecure"))
        .map(|_| ())
        .unwrap_err();
    assert!(
        error.to_string().contains("certificate of your authority"),
        "{error}"
    );
}
