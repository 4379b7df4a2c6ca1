//! The connection for reads, against a server that is played here.

use super::super::pipe::Pipe;
use super::super::socket::Socket;
use super::command;
use redis::{RedisResult, Value};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A pipe, and the other end of it.
async fn pipe() -> (Pipe, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let (server, _) = listener.accept().unwrap();
    let (pipe, task) = Pipe::new(Socket::Tcp(stream));
    tokio::spawn(task);
    (pipe, server)
}

/// A call that is on its way, and what the server got of it.
async fn call(
    pipe: &Pipe,
    server: &mut TcpStream,
    key: &'static str,
) -> JoinHandle<RedisResult<Value>> {
    let pipe = pipe.clone();
    let call = tokio::spawn(async move { pipe.call(&command(&["GET", key])).await });
    sleep(Duration::from_millis(10)).await;
    let sent = format!("*2\r\n$3\r\nGET\r\n${}\r\n{key}\r\n", key.len());
    let mut got = vec![0; sent.len()];
    server.read_exact(&mut got).unwrap();
    assert_eq!(got, sent.as_bytes());
    call
}

fn text(text: &str) -> Value {
    Value::BulkString(text.into())
}

#[test]
fn replies_go_to_the_commands_in_order_and_who_left_keeps_the_place() {
    runtime().block_on(async {
        let (pipe, mut server) = pipe().await;
        let first = call(&pipe, &mut server, "a").await;
        let second = call(&pipe, &mut server, "b").await;
        let third = call(&pipe, &mut server, "c").await;
        second.abort();
        server.write_all(b"$1\r\n1\r\n$1\r\n2\r\n$1").unwrap();
        assert_eq!(first.await.unwrap(), Ok(text("1")));
        server.write_all(b"\r\n3\r\n").unwrap();
        assert_eq!(third.await.unwrap(), Ok(text("3")));
    });
}

#[test]
fn commands_go_out_also_while_many_are_answered() {
    runtime().block_on(async {
        let (pipe, mut server) = pipe().await;
        for round in 0..20 {
            let first = call(&pipe, &mut server, "a").await;
            let second = call(&pipe, &mut server, "b").await;
            server.write_all(b"_\r\n_\r\n").unwrap();
            if round % 2 == 0 {
                assert_eq!(first.await.unwrap(), Ok(Value::Nil));
                assert_eq!(second.await.unwrap(), Ok(Value::Nil));
            }
        }
    });
}

#[test]
fn an_end_is_the_end_of_all_calls() {
    runtime().block_on(async {
        let (pipe, mut server) = pipe().await;
        let waiting = call(&pipe, &mut server, "a").await;
        drop(server);
        assert!(waiting.await.unwrap().is_err());
        assert!(pipe.call(&command(&["GET", "a"])).await.is_err());
    });
}

#[test]
fn a_reply_that_nobody_waits_for_is_the_end() {
    runtime().block_on(async {
        let (pipe, mut server) = pipe().await;
        let waiting = call(&pipe, &mut server, "a").await;
        server.write_all(b"_\r\n_\r\n").unwrap();
        assert_eq!(waiting.await.unwrap(), Ok(Value::Nil));
        sleep(Duration::from_millis(10)).await;
        assert!(pipe.call(&command(&["GET", "a"])).await.is_err());
    });
}

#[test]
fn the_last_handle_closes_the_socket() {
    runtime().block_on(async {
        let (pipe, mut server) = pipe().await;
        drop(pipe);
        let closed = tokio::task::spawn_blocking(move || server.read(&mut [0]).unwrap());
        let closed = timeout(Duration::from_secs(10), closed).await;
        assert_eq!(closed.unwrap().unwrap(), 0);
    });
}
