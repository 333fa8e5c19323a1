//! The plainest quick histogram, kept to measure the others by.

/// Eight tables, so that a run of equal bytes does not wait for its own last store.
pub fn histogram(bytes: &[u8]) -> [u64; 256] {
    let mut tables = [[0_u32; 256]; 8];
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        for (table, &byte) in tables.iter_mut().zip(word) {
            table[usize::from(byte)] += 1;
        }
    }
    rest.iter().for_each(|&byte| tables[0][usize::from(byte)] += 1);
    let mut all = [0; 256];
    for table in &tables {
        all.iter_mut().zip(table).for_each(|(all, &n)| *all += u64::from(n));
    }
    all
}
