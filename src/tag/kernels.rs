//! The encoder's operations as candle custom ops: one thread, no padding, fused with what follows.
//! Plain f32 arithmetic on the CPU; other devices take candle's own operations in `model`.
//!
//! One thread a batch is faster than many threads an operation, and its sums do not depend on how
//! many threads there are.

use candle_core::{CpuStorage, CustomOp1, CustomOp2, CustomOp3, Layout, Result, Shape};

/// A matrix inside a slice: element (r, c) lies at `start + r * row + c * column`.
#[derive(Clone, Copy)]
struct Grid {
    start: usize,
    rows: usize,
    columns: usize,
    row: usize,
    column: usize,
}

impl Grid {
    /// Rows one after another.
    fn packed(rows: usize, columns: usize) -> Self {
        Self {
            start: 0,
            rows,
            columns,
            row: columns,
            column: 1,
        }
    }

    fn transposed(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            row: self.column,
            column: self.row,
            ..self
        }
    }

    fn fits(self, len: usize) -> bool {
        self.rows == 0
            || self.columns == 0
            || self.start + (self.rows - 1) * self.row + (self.columns - 1) * self.column < len
    }
}

/// `out = keep * out + scale * a · b` on this thread alone.
fn multiply(
    (out, to): (&mut [f32], Grid),
    (a, left): (&[f32], Grid),
    (b, right): (&[f32], Grid),
    keep: bool,
    scale: f32,
) {
    assert!(to.fits(out.len()) && left.fits(a.len()) && right.fits(b.len()));
    assert!(left.columns == right.rows && to.rows == left.rows && to.columns == right.columns);
    // SAFETY: the asserts above hold every element of the three grids inside its slice, the slices
    // are initialised, and `out` is borrowed mutably, so it overlaps neither `a` nor `b`.
    unsafe {
        gemm::gemm(
            to.rows,
            to.columns,
            left.columns,
            out.as_mut_ptr().add(to.start),
            to.column as isize,
            to.row as isize,
            keep,
            a.as_ptr().add(left.start),
            left.column as isize,
            left.row as isize,
            b.as_ptr().add(right.start),
            right.column as isize,
            right.row as isize,
            1.0,
            scale,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

/// The elements of a contiguous f32 tensor.
fn elements<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    match layout.contiguous_offsets() {
        Some((from, to)) => Ok(&storage.as_slice::<f32>()?[from..to]),
        None => candle_core::bail!("a tensor of the tagger is not contiguous"),
    }
}

/// `x · w + b`, then the activation where `gelu` is set. `x` is [rows, in], `w` [in, out], `b` [out].
pub(super) struct Affine {
    /// Whether the result goes through GELU.
    pub(super) gelu: bool,
}

impl CustomOp3 for Affine {
    fn name(&self) -> &'static str {
        "affine"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        w: &CpuStorage,
        w_layout: &Layout,
        b: &CpuStorage,
        b_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, inner) = x_layout.shape().dims2()?;
        let (expected, outer) = w_layout.shape().dims2()?;
        if inner != expected || b_layout.shape().dims1()? != outer {
            candle_core::bail!("affine: {inner} columns meet {expected} rows");
        }
        let (x, w, b) = (
            elements(x, x_layout)?,
            elements(w, w_layout)?,
            elements(b, b_layout)?,
        );
        // A single row takes another kernel with another order of summation; a second one keeps
        // the result of a row independent of how many there are.
        let twice: Vec<f32>;
        let (x, computed) = match rows {
            1 => {
                twice = [x, x].concat();
                (twice.as_slice(), 2)
            }
            _ => (x, rows),
        };
        let mut out = Vec::with_capacity(computed * outer);
        for _ in 0..computed {
            out.extend_from_slice(b);
        }
        multiply(
            (&mut out, Grid::packed(computed, outer)),
            (x, Grid::packed(computed, inner)),
            (w, Grid::packed(inner, outer)),
            true,
            1.0,
        );
        out.truncate(rows * outer);
        if self.gelu {
            out.iter_mut().for_each(|value| *value = gelu(*value));
        }
        Ok((CpuStorage::F32(out), Shape::from((rows, outer))))
    }
}

/// GELU, tanh form (Hendrycks and Gimpel, arXiv:1606.08415).
fn gelu(x: f32) -> f32 {
    const SQRT_2_OVER_PI: f32 = 0.797_884_6;
    0.5 * x * (1.0 + tanh(SQRT_2_OVER_PI * x * (1.0 + 0.044_715 * x * x)))
}

/// tanh as a quotient of polynomials, within 4e-7, with nothing that keeps the compiler from
/// computing several at once (coefficients: Eigen, `generic_fast_tanh_float`).
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.905_311, 7.905_311);
    let s = x * x;
    let mut p = -2.760_768_5e-16;
    for coefficient in [
        2.000_188e-13,
        -8.604_672e-11,
        5.122_297e-8,
        1.485_722_4e-5,
        6.372_619e-4,
        4.893_524_6e-3,
    ] {
        p = p * s + coefficient;
    }
    let mut q = 1.198_258_4e-6;
    for coefficient in [1.185_347e-4, 2.268_434_6e-3, 4.893_525e-3] {
        q = q * s + coefficient;
    }
    x * p / q
}

/// Layer normalisation of `x + residual`; weight and bias are the two rows of the third tensor.
pub(super) struct AddNorm {
    /// Added to the variance.
    pub(super) epsilon: f32,
}

impl CustomOp3 for AddNorm {
    fn name(&self) -> &'static str {
        "add-norm"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        residual: &CpuStorage,
        residual_layout: &Layout,
        affine: &CpuStorage,
        affine_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, width) = x_layout.shape().dims2()?;
        let (x, residual, affine) = (
            elements(x, x_layout)?,
            elements(residual, residual_layout)?,
            elements(affine, affine_layout)?,
        );
        if residual.len() != x.len() || affine.len() != 2 * width || width == 0 {
            candle_core::bail!("add-norm: shapes do not fit");
        }
        let mut out: Vec<f32> = x.iter().zip(residual).map(|(x, r)| x + r).collect();
        normalise(&mut out, affine, self.epsilon);
        Ok((CpuStorage::F32(out), Shape::from((rows, width))))
    }
}

/// Layer normalisation alone; weight and bias are the two rows of the second tensor.
pub(super) struct Norm {
    /// Added to the variance.
    pub(super) epsilon: f32,
}

impl CustomOp2 for Norm {
    fn name(&self) -> &'static str {
        "norm"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        affine: &CpuStorage,
        affine_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, width) = x_layout.shape().dims2()?;
        let (x, affine) = (elements(x, x_layout)?, elements(affine, affine_layout)?);
        if affine.len() != 2 * width || width == 0 {
            candle_core::bail!("norm: shapes do not fit");
        }
        let mut out = x.to_vec();
        normalise(&mut out, affine, self.epsilon);
        Ok((CpuStorage::F32(out), Shape::from((rows, width))))
    }
}

fn normalise(rows: &mut [f32], affine: &[f32], epsilon: f32) {
    let (weight, bias) = affine.split_at(affine.len() / 2);
    for row in rows.chunks_exact_mut(weight.len()) {
        let count = row.len() as f32;
        let mean = sum(row, |v| v) / count;
        let variance = sum(row, |v| (v - mean) * (v - mean)) / count;
        let scale = 1.0 / (variance + epsilon).sqrt();
        for ((value, w), b) in row.iter_mut().zip(weight).zip(bias) {
            *value = (*value - mean) * scale * w + b;
        }
    }
}

/// Sum over a row in sixteen lanes, an order the compiler may keep in vector registers.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 16];
    let chunks = row.chunks_exact(16);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

/// Attention of each sequence to itself. The input is [rows, 3 · hidden], queries, keys and values
/// side by side; sequences lie one after another.
pub(super) struct Attention<'a> {
    /// Rows of each sequence.
    pub(super) lengths: &'a [usize],
    /// How many heads share `hidden`.
    pub(super) heads: usize,
}

impl CustomOp1 for Attention<'_> {
    fn name(&self) -> &'static str {
        "attention"
    }

    fn cpu_fwd(&self, qkv: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (rows, width) = layout.shape().dims2()?;
        let (hidden, size) = (width / 3, width / 3 / self.heads);
        if self.lengths.iter().sum::<usize>() != rows || size * self.heads * 3 != width {
            candle_core::bail!("attention: sequences do not fill the rows");
        }
        let qkv = elements(qkv, layout)?;
        let scale = 1.0 / (size as f32).sqrt();
        let mut out = vec![0f32; rows * hidden];
        let longest = self.lengths.iter().copied().max().unwrap_or(0);
        let mut scores = vec![0f32; longest * longest];
        let mut first = 0;
        for &length in self.lengths {
            let part = |start: usize, row: usize| Grid {
                start,
                rows: length,
                columns: size,
                row,
                column: 1,
            };
            let table = Grid::packed(length, length);
            for head in 0..self.heads {
                let query = first * width + head * size;
                multiply(
                    (&mut scores, table),
                    (qkv, part(query, width)),
                    (qkv, part(query + hidden, width).transposed()),
                    false,
                    scale,
                );
                scores[..length * length]
                    .chunks_exact_mut(length.max(1))
                    .for_each(softmax);
                multiply(
                    (&mut out, part(first * hidden + head * size, hidden)),
                    (&scores, table),
                    (qkv, part(query + 2 * hidden, width)),
                    false,
                    1.0,
                );
            }
            first += length;
        }
        Ok((CpuStorage::F32(out), Shape::from((rows, hidden))))
    }
}

/// Exponentials that sum to one, in place.
pub(super) fn softmax(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut()
        .for_each(|value| *value = (*value - most).exp());
    let total: f32 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= total);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_tanh_is_the_tanh() {
        for step in -12_000..=12_000 {
            let x = step as f32 / 1000.0;
            let error = (f64::from(tanh(x)) - f64::from(x).tanh()).abs();
            assert!(error < 4e-7, "tanh({x}) is off by {error}");
        }
    }

    #[test]
    fn softmax_sums_to_one_and_keeps_the_order() {
        let mut row = [1.0, 3.0, -100.0, 80.0];
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(row[3] > row[1] && row[1] > row[0] && row[0] >= row[2]);
    }
}
