//! Calls of AWS Backup on many threads with farrier's blocking client.

mod memory;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use calls::backup::ListRecoveryPointsByBackupVault;
use calls::client::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [calls, in_flight] = [1, 2].map(|index| std::env::args().nth(index).unwrap().parse().unwrap());
    let client = Client::from_env()?;
    let start = memory::peak();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..in_flight {
            scope.spawn(|| {
                while next.fetch_add(1, Relaxed) < calls {
                    let call = ListRecoveryPointsByBackupVault::new("vault").max_results(100);
                    assert!(client.send(&call).unwrap().recovery_points.is_some());
                }
            });
        }
    });
    memory::print(start);
    Ok(())
}
