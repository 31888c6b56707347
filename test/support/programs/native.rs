// A native specimen in Rust: counts, in a function that a second thread calls.
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

static SEEN: AtomicU64 = AtomicU64::new(0);

#[inline(never)]
fn step(round: u64) -> u64 {
    let doubled = round.wrapping_mul(2);
    SEEN.store(round, Ordering::Relaxed); // rounds = round
    doubled
}

fn main() {
    let other = thread::spawn(|| {
        let mut round = 0;
        loop {
            round += 1;
            SEEN.store(step(round), Ordering::Relaxed);
            thread::sleep(Duration::from_millis(20));
        }
    });
    other.join().unwrap();
}
