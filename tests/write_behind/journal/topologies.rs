//! Over more than one node.

use super::{Process, table};
use cache_runtime::Cache;
use cache_test_servers::{Cluster, Redis};

#[tokio::test(flavor = "multi_thread")]
async fn a_ring_has_the_journal_on_one_of_its_nodes() {
    let (nodes, table) = ([Redis::start(), Redis::start(), Redis::start()], table());
    let urls = nodes.each_ref().map(Redis::url);
    let process = Process::built(Cache::builder().redis_ring(urls), &table).await;
    process.write_all(1..=6).await;
    assert_eq!(process.flush().await.1, 0);
    assert_eq!(table.rows().len(), 6);
    let with_group = nodes
        .iter()
        .filter(|node| node.command(&["EXISTS", &super::key("journal")]).integer() == 1);
    assert_eq!(with_group.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_has_all_of_the_journal_in_one_slot() {
    let (cluster, table) = (Cluster::start(), table());
    let process = Process::built(Cache::builder().redis_cluster(cluster.urls()), &table).await;
    process.write_all(1..=6).await;
    assert_eq!(process.flush().await.1, 0);
    assert_eq!(table.rows().len(), 6);
}
