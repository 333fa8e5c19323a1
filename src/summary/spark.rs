//! Charts of one line, of block characters, for where there are no pictures.

/// The blocks, by how high they are.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Characters of a chart, at most.
const MOST: usize = 64;

/// `values` as blocks, the highest as high as `top`; a space for nothing. Neighbours share a block, as high as the
/// highest of them, where there are more than have room. The same values give the same characters everywhere.
#[must_use]
pub(super) fn spark(values: &[f64], top: f64) -> String {
    let each = values.len().div_ceil(MOST).max(1);
    let block = |some: &[f64]| {
        let highest = some.iter().copied().fold(0.0, f64::max);
        let reached = (1_u8..8).take_while(|&step| highest > top * f64::from(step) / 8.0).count();
        if highest > 0.0 { BLOCKS[reached] } else { ' ' }
    };
    values.chunks(each).map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_as_high_as_their_values_and_little_is_more_than_nothing() {
        assert_eq!(spark(&[0.0, 1.0, 500.0, 501.0, 1000.0], 1000.0), " ▁▄▅█");
        assert_eq!(spark(&[], 0.0), "");
        let many: Vec<f64> = (0..1024_u32).map(f64::from).collect();
        let line = spark(&many, 1023.0);
        assert_eq!(
            (line.chars().count(), line.chars().next(), line.chars().last()),
            (64, Some('▁'), Some('█'))
        );
    }
}
