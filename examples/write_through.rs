//! Proves: what a write returns takes the place of the entry, so that the next read loads nothing; and of two writers that
//! put in another order than they committed, the newer value stays.

use cache_runtime::testing::Gate;
use cache_runtime::{Cache, cache_put, cached, testing};
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Clone, Debug, PartialEq)]
struct Account {
    owner: u64,
    balance: u64,
    /// Raised by each change in the database.
    version: u64,
}

/// One row, changed in one step.
#[derive(Debug, Default)]
struct Bank {
    balance: AtomicU64,
}

#[cached(key = "account:<owner>", ttl = "1h", ignore(bank))]
fn account(bank: &Bank, owner: u64) -> Account {
    println!("  reads the database");
    let balance = bank.balance.load(Ordering::SeqCst);
    Account {
        owner,
        balance,
        version: balance,
    }
}

/// Commits, and then takes its time to return.
#[cache_put(account(owner), order = result.version)]
async fn deposit(bank: &Bank, owner: u64, slow: Option<&Gate>) -> Account {
    let balance = 1 + bank.balance.fetch_add(1, Ordering::SeqCst);
    if let Some(gate) = slow {
        gate.pass().await;
    }
    Account {
        owner,
        balance,
        version: balance,
    }
}

fn main() {
    let bank = Bank::default();
    testing::run(async {
        println!("a read:");
        account(&bank, 7);
        println!("a deposit, and a read:");
        deposit(&bank, 7, None).await;
        assert_eq!(account(&bank, 7).balance, 1);
    });

    println!("two deposits; the one that committed first returns last:");
    let gate = Gate::new();
    let first = std::thread::scope(|scope| {
        let slow = scope.spawn(|| testing::run(deposit(&bank, 7, Some(&gate))));
        gate.entered_blocking(1);
        assert_eq!(testing::run(deposit(&bank, 7, None)).balance, 3);
        gate.open();
        slow.join().expect("a deposit does not panic")
    });
    assert_eq!(first.balance, 2, "it is told what it has done");
    let now = account(&bank, 7);
    println!("  the account has {}", now.balance);
    assert_eq!(now.balance, 3, "and the newer balance stays");
    testing::assert_loads(Cache::installed(), "account", 1);
}
