//! From a byte offset to the line and column that an editor shows.
//! It holds line starts, not the text.

/// A place as people count it; every number is 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column in code points.
    pub column: u32,
    /// Column in UTF-16 units, as editors' protocols count.
    pub utf16: u32,
}

/// Where the lines of one text start. Lines end at `\n`, `\r\n` or `\r`.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
    }

    /// The position of byte `at` of `text` (the text this index was made from).
    pub fn position(&self, text: &str, at: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= at).max(1) - 1;
        let before = text
            .get(self.starts[line] as usize..at as usize)
            .unwrap_or("");
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1);
        Position {
            line: count(line),
            column: count(before.chars().count()),
            utf16: count(before.encode_utf16().count()),
        }
    }

    /// The bytes of the line that holds byte `at`, its line end left out.
    pub fn line_at<'t>(&self, text: &'t str, at: u32) -> (u32, &'t str) {
        let line = self.starts.partition_point(|start| *start <= at).max(1) - 1;
        let start = self.starts[line] as usize;
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |next| *next as usize);
        let words = text
            .get(start..end)
            .unwrap_or("")
            .trim_end_matches(['\n', '\r']);
        (self.starts[line], words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_utf16() {
        let text = "a\r\n😀é 5\rz";
        let index = LineIndex::new(text);
        let five = text.find('5').map_or(0, |at| at as u32);
        assert_eq!(
            index.position(text, five),
            Position {
                line: 2,
                column: 4,
                utf16: 5
            }
        );
        assert_eq!(index.line_at(text, five).1, "😀é 5");
        assert_eq!(index.position(text, text.len() as u32).line, 3);
    }
}
