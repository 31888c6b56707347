// A native specimen in Rust: counts, in a function that a second thread calls.
use std::hint::black_box;
use std::thread;
use std::time::Duration;

#[inline(never)]
fn step(round: u64) -> u64 {
    let doubled = round.wrapping_mul(2);
    black_box(round); // rounds = round
    doubled
}

fn main() {
    let other = thread::spawn(|| {
        let mut round = 0;
        loop {
            round += 1;
            black_box(step(round));
            thread::sleep(Duration::from_millis(20));
        }
    });
    other.join().unwrap();
}
