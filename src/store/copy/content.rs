//! What a table holds, as one number that can be compared.

use sha2::{Digest, Sha256};

use crate::base::secret::hex;
use crate::store::dialect::Value;

/// The sum of the digests of all rows. In whatever order they come it is the
/// same, so that it does not depend on how a database sorts its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    rows: u64,
    sum: [u64; 4],
}

impl Content {
    /// Adds rows.
    pub fn add(&mut self, rows: &[Vec<Value>]) {
        for row in rows {
            self.add_row(row);
        }
    }

    fn add_row(&mut self, row: &[Value]) {
        self.rows += 1;
        let mut digest = Sha256::new();
        for value in row {
            // each with its kind and length, so that none runs into the next
            match value {
                Value::Text(None) | Value::Number(None) => digest.update([0]),
                Value::Text(Some(text)) => {
                    digest.update([1]);
                    digest.update((text.len() as u64).to_be_bytes());
                    digest.update(text);
                }
                Value::Number(Some(number)) => {
                    digest.update([2]);
                    digest.update(number.to_be_bytes());
                }
            }
        }
        let mut carry = false;
        for (word, bytes) in self.sum.iter_mut().zip(digest.finalize().chunks_exact(8)) {
            let more = bytes
                .iter()
                .rev()
                .fold(0, |n, byte| n << 8 | u64::from(*byte));
            let (sum, over) = word.overflowing_add(more);
            let (sum, once_more) = sum.overflowing_add(u64::from(carry));
            (*word, carry) = (sum, over || once_more);
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The sum, as hex.
    pub fn digest(&self) -> String {
        let bytes = self.sum.map(u64::to_be_bytes);
        hex(bytes.as_flattened())
    }
}
