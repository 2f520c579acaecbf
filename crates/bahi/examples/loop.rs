//! Loads the knowledge many times, for a profiler.
fn main() {
    for _ in 0..30 {
        std::hint::black_box(bahi_knowledge::Knowledge::embedded());
    }
}
