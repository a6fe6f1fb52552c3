//! Calls of AWS Backup as many tasks with farrier's async client.

mod memory;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use calls::backup::ListRecoveryPointsByBackupVault;
use calls::client::Client;
use tokio::task::JoinSet;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let [calls, in_flight] = [1, 2].map(|index| std::env::args().nth(index).unwrap().parse().unwrap());
    let client = Client::from_env().await?;
    let start = memory::peak();
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..in_flight {
        let (client, next) = (client.clone(), Arc::clone(&next));
        tasks.spawn(async move {
            while next.fetch_add(1, Relaxed) < calls {
                let call = ListRecoveryPointsByBackupVault::new("vault").max_results(100);
                assert!(client.send(&call).await.unwrap().recovery_points.is_some());
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended?;
    }
    memory::print(start);
    Ok(())
}
