//! Times loading the knowledge and reading reports: `cargo run --release -p bahi --example loadtime -- FILE…`.
fn main() {
    let t = std::time::Instant::now();
    let k = bahi_knowledge::Knowledge::embedded();
    println!("knowledge {:?} ({} rules)", t.elapsed(), k.index.rules.len());
    let t = std::time::Instant::now();
    let bahi = bahi::Bahi::new();
    println!("reader {:?}", t.elapsed());
    let inputs: Vec<bahi::Input> = std::env::args()
        .skip(1)
        .map(|path| bahi::Input { bytes: std::fs::read(&path).unwrap_or_default(), path })
        .collect();
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let out = bahi.read(&inputs);
        println!("read together {:?}: {} claims", t.elapsed(), out.ledger.claims.len());
        let t = std::time::Instant::now();
        let n: usize = inputs.iter().map(|i| bahi.read(std::slice::from_ref(i)).ledger.claims.len()).sum();
        println!("read one by one {:?}: {n} claims", t.elapsed());
    }
}
