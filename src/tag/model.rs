//! The network: a BERT-like encoder and its heads, over sequences packed without padding.
//! Numbers in, numbers out: it knows no text, no span and no label's name.
//!
//! Devlin et al., arXiv:1810.04805 (post-norm encoder). Roles are tagged once per anchor by one
//! more layer that is told where the anchor lies and of which kind it is.

use candle_core::{D, Device, Result, Tensor};

use super::kernels::{AddNorm, Affine, Attention, Norm};
use super::load::{Config, Tensors};
use crate::Error;

/// How many rows one call of the conditioned layer takes, so that a table of two hundred numbers
/// needs no more memory than a sentence.
const ROWS_AT_ONCE: usize = 2048;

/// The weights on their device.
pub(super) struct Model {
    hidden: usize,
    buckets: Vec<usize>,
    device: Device,
    words: Vec<f32>,
    positions: Vec<f32>,
    norm: Normalised,
    layers: Vec<Layer>,
    anchors: Linear,
    role_anchor: Linear,
    role_distance: Vec<f32>,
    role_kind: Vec<f32>,
    role_norm: Normalised,
    role_layer: Layer,
    role_output: Linear,
    label_hidden: Linear,
    labels: [Linear; 5],
    sketch: Linear,
}

/// An anchor to find the roles of: positions `from..to` of the sequence `sequence`.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) sequence: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Index in the configuration's `anchor_kinds`.
    pub(super) kind: usize,
}

/// What the network says of one anchor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// One row a position of its sequence, one column a role label.
    pub(super) roles: Vec<f32>,
    /// Logits: no, yes.
    pub(super) claim: Vec<f32>,
    pub(super) modality: Vec<f32>,
    pub(super) polarity: Vec<f32>,
    /// Logits of the measure classes; the first is none.
    pub(super) measure: Vec<f32>,
    /// Logits: no, yes.
    pub(super) direct: Vec<f32>,
}

/// Sequences one after another; a row is a position.
pub(super) struct Encoded {
    rows: Vec<f32>,
    hidden: usize,
    lengths: Vec<usize>,
    starts: Vec<usize>,
}

impl Encoded {
    /// Mean of the given positions of a sequence; those beyond its end are left out.
    fn mean(&self, sequence: usize, positions: impl Iterator<Item = usize>) -> Vec<f32> {
        let (start, length) = (self.starts[sequence], self.lengths[sequence]);
        let mut sum = vec![0f32; self.hidden];
        let mut count = 0f32;
        for position in positions.filter(|position| *position < length) {
            let row = &self.rows[(start + position) * self.hidden..][..self.hidden];
            sum.iter_mut()
                .zip(row)
                .for_each(|(sum, value)| *sum += value);
            count += 1.0;
        }
        sum.iter_mut().for_each(|sum| *sum /= count.max(1.0));
        sum
    }
}

fn starts(lengths: &[usize]) -> Vec<usize> {
    lengths
        .iter()
        .scan(0, |next, length| {
            let start = *next;
            *next += length;
            Some(start)
        })
        .collect()
}

impl Model {
    /// Reads the weights; wrong shapes and missing tensors are errors that name them.
    pub(super) fn new(config: &Config, tensors: &Tensors<'_>, device: &Device) -> Loaded<Self> {
        let read = Reader {
            tensors,
            device,
            epsilon: config.layer_norm_eps,
            heads: config.heads,
        };
        let (hidden, ffn) = (config.hidden, config.ffn);
        let layers = (0..config.layers).map(|i| read.layer(&format!("layer.{i}"), hidden, ffn));
        let linear = |name: &str, outer| read.linear(name, outer, hidden, false);
        let distances = 2 * config.distance_buckets.len() + 1;
        Ok(Self {
            hidden,
            buckets: config.distance_buckets.clone(),
            device: device.clone(),
            words: tensors.read("embeddings.word.weight", &[config.vocab_size, hidden])?,
            positions: tensors.read(
                "embeddings.position.weight",
                &[config.max_positions, hidden],
            )?,
            norm: read.norm("embeddings.norm", hidden)?,
            layers: layers.collect::<Loaded<_>>()?,
            anchors: linear("anchor", 2 * config.anchor_kinds.len() + 1)?,
            role_anchor: linear("role.anchor", hidden)?,
            role_distance: tensors.read("role.distance.weight", &[distances, hidden])?,
            role_kind: tensors.read("role.kind.weight", &[config.anchor_kinds.len(), hidden])?,
            role_norm: read.norm("role.norm", hidden)?,
            role_layer: read.layer("role.layer", hidden, ffn)?,
            role_output: linear("role.output", 2 * config.roles.len() + 1)?,
            label_hidden: read.linear("label.hidden", hidden, 3 * hidden, true)?,
            labels: [
                linear("label.claim", 2)?,
                linear("label.modality", config.modality_labels.len())?,
                linear("label.polarity", config.polarity_labels.len())?,
                linear("label.measure", config.measure_classes.len())?,
                linear("label.direct", 2)?,
            ],
            sketch: linear("sketch", config.sketch)?,
        })
    }

    /// Reads sequences of token ids. A sequence has at most as many ids as the model positions.
    pub(super) fn encode(&self, sequences: &[&[u32]]) -> Result<Encoded> {
        let lengths: Vec<usize> = sequences.iter().map(|ids| ids.len()).collect();
        let mut rows = Vec::with_capacity(lengths.iter().sum::<usize>() * self.hidden);
        for ids in sequences {
            for (position, id) in ids.iter().enumerate() {
                let word = self.row(&self.words, *id as usize)?;
                let place = self.row(&self.positions, position)?;
                rows.extend(word.iter().zip(place).map(|(word, place)| word + place));
            }
        }
        let packing = Packing::new(&lengths, &self.device)?;
        let mut x = self.norm.forward(&self.place(rows, self.hidden)?)?;
        for layer in &self.layers {
            x = layer.forward(&x, &packing)?;
        }
        Ok(Encoded {
            rows: host(&x)?,
            hidden: self.hidden,
            starts: starts(&lengths),
            lengths,
        })
    }

    /// Anchor logits of every position, a vector a sequence.
    pub(super) fn anchors(&self, encoded: &Encoded) -> Result<Vec<Vec<f32>>> {
        let rows = self.place(encoded.rows.clone(), self.hidden)?;
        let logits = host(&self.anchors.forward(&rows)?)?;
        Ok(split(&logits, &encoded.lengths))
    }

    /// Roles and labels of each anchor, in the order of `jobs`.
    pub(super) fn answer(&self, encoded: &Encoded, jobs: &[Job]) -> Result<Vec<Answer>> {
        let mut answers = Vec::with_capacity(jobs.len());
        let mut rest = jobs;
        while !rest.is_empty() {
            let mut rows = 0;
            let fits = |job: &&Job| {
                rows += encoded.lengths[job.sequence];
                rows <= ROWS_AT_ONCE
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let (now, later) = rest.split_at(count);
            answers.extend(self.answer_some(encoded, now)?);
            rest = later;
        }
        Ok(answers)
    }

    fn answer_some(&self, encoded: &Encoded, jobs: &[Job]) -> Result<Vec<Answer>> {
        let means: Vec<Vec<f32>> = jobs
            .iter()
            .map(|job| encoded.mean(job.sequence, job.from..job.to))
            .collect();
        let marks = self.place(means.concat(), self.hidden)?;
        let marks = host(&self.role_anchor.forward(&marks)?)?;
        let lengths: Vec<usize> = jobs.iter().map(|j| encoded.lengths[j.sequence]).collect();
        let mut rows = Vec::with_capacity(lengths.iter().sum::<usize>() * self.hidden);
        for (job, mark) in jobs.iter().zip(marks.chunks_exact(self.hidden)) {
            let kind = self.row(&self.role_kind, job.kind)?;
            let start = encoded.starts[job.sequence];
            for position in 0..encoded.lengths[job.sequence] {
                let row = self.row(&encoded.rows, start + position)?;
                let distance = self.row(&self.role_distance, self.bucket(job, position))?;
                let parts = row.iter().zip(mark).zip(distance).zip(kind);
                rows.extend(
                    parts.map(|(((row, mark), distance), kind)| row + mark + distance + kind),
                );
            }
        }
        let packing = Packing::new(&lengths, &self.device)?;
        let z = self.role_norm.forward(&self.place(rows, self.hidden)?)?;
        let y = self.role_layer.forward(&z, &packing)?;
        let roles = split(&host(&self.role_output.forward(&y)?)?, &lengths);
        let conditioned = Encoded {
            rows: host(&y)?,
            hidden: self.hidden,
            starts: starts(&lengths),
            lengths,
        };
        let mut features = Vec::with_capacity(jobs.len() * 3 * self.hidden);
        for (index, (job, mean)) in jobs.iter().zip(&means).enumerate() {
            features.extend_from_slice(mean);
            features.extend(conditioned.mean(index, job.from..job.to));
            features.extend(conditioned.mean(index, 0..conditioned.lengths[index]));
        }
        let features = self
            .label_hidden
            .forward(&self.place(features, 3 * self.hidden)?)?;
        let mut labels = Vec::with_capacity(self.labels.len());
        for head in &self.labels {
            let logits = host(&head.forward(&features)?)?;
            labels.push(split(&logits, &vec![1; jobs.len()]).into_iter());
        }
        let mut next = |head: usize| labels[head].next().unwrap_or_default();
        Ok(roles
            .into_iter()
            .map(|roles| Answer {
                roles,
                claim: next(0),
                modality: next(1),
                polarity: next(2),
                measure: next(3),
                direct: next(4),
            })
            .collect())
    }

    /// Vectors of length one for sets of positions, each of one sequence.
    pub(super) fn sketches(
        &self,
        encoded: &Encoded,
        parts: &[(usize, Vec<usize>)],
    ) -> Result<Vec<Vec<f32>>> {
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let means: Vec<Vec<f32>> = parts
            .iter()
            .map(|(sequence, positions)| encoded.mean(*sequence, positions.iter().copied()))
            .collect();
        let vectors = self
            .sketch
            .forward(&self.place(means.concat(), self.hidden)?)?;
        let mut vectors = split(&host(&vectors)?, &vec![1; parts.len()]);
        for vector in &mut vectors {
            let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-12);
            vector.iter_mut().for_each(|value| *value /= norm);
        }
        Ok(vectors)
    }

    /// Where a position lies from the anchor: the middle inside it, lower before, higher after.
    fn bucket(&self, job: &Job, position: usize) -> usize {
        let passed = |distance: usize| self.buckets.iter().filter(|b| **b <= distance).count();
        let middle = self.buckets.len();
        if position < job.from {
            middle - passed(job.from - position)
        } else if position >= job.to {
            middle + passed(position + 1 - job.to)
        } else {
            middle
        }
    }

    fn row<'a>(&self, table: &'a [f32], index: usize) -> Result<&'a [f32]> {
        match table.get(index * self.hidden..(index + 1) * self.hidden) {
            Some(row) => Ok(row),
            None => candle_core::bail!("row {index} lies outside a table of the model"),
        }
    }

    fn place(&self, rows: Vec<f32>, width: usize) -> Result<Tensor> {
        let count = rows.len() / width;
        Tensor::from_vec(rows, (count, width), &self.device)
    }
}

type Loaded<T> = std::result::Result<T, Error>;

fn host(tensor: &Tensor) -> Result<Vec<f32>> {
    tensor.flatten_all()?.to_vec1()
}

/// Cuts rows that lie one after another into pieces of so many rows each.
fn split(rows: &[f32], lengths: &[usize]) -> Vec<Vec<f32>> {
    let width = rows.len() / lengths.iter().sum::<usize>().max(1);
    let mut rest = rows;
    lengths
        .iter()
        .map(|length| {
            let (now, later) = rest.split_at((length * width).min(rest.len()));
            rest = later;
            now.to_vec()
        })
        .collect()
}

/// Reads the parts of the model under their names.
struct Reader<'a> {
    tensors: &'a Tensors<'a>,
    device: &'a Device,
    epsilon: f32,
    heads: usize,
}

impl Reader<'_> {
    fn linear(&self, name: &str, outer: usize, inner: usize, gelu: bool) -> Loaded<Linear> {
        let weight = self
            .tensors
            .read_transposed(&format!("{name}.weight"), outer, inner)?;
        let bias = self.tensors.read(&format!("{name}.bias"), &[outer])?;
        Ok(Linear {
            weight: self.tensors.place(weight, &[inner, outer], self.device)?,
            bias: self.tensors.place(bias, &[outer], self.device)?,
            gelu,
        })
    }

    /// Queries, keys and values side by side.
    fn fused(&self, name: &str, hidden: usize) -> Loaded<Linear> {
        let (mut columns, mut bias) = (Vec::new(), Vec::new());
        for part in ["query", "key", "value"] {
            let weight = format!("{name}.{part}.weight");
            columns.push(self.tensors.read_transposed(&weight, hidden, hidden)?);
            bias.extend(
                self.tensors
                    .read(&format!("{name}.{part}.bias"), &[hidden])?,
            );
        }
        let mut weight = Vec::with_capacity(3 * hidden * hidden);
        for row in 0..hidden {
            for part in &columns {
                weight.extend_from_slice(&part[row * hidden..(row + 1) * hidden]);
            }
        }
        Ok(Linear {
            weight: self
                .tensors
                .place(weight, &[hidden, 3 * hidden], self.device)?,
            bias: self.tensors.place(bias, &[3 * hidden], self.device)?,
            gelu: false,
        })
    }

    fn norm(&self, name: &str, hidden: usize) -> Loaded<Normalised> {
        let mut affine = self.tensors.read(&format!("{name}.weight"), &[hidden])?;
        affine.extend(self.tensors.read(&format!("{name}.bias"), &[hidden])?);
        Ok(Normalised {
            affine: self.tensors.place(affine, &[2, hidden], self.device)?,
            epsilon: self.epsilon,
        })
    }

    fn layer(&self, name: &str, hidden: usize, ffn: usize) -> Loaded<Layer> {
        let linear = |part: &str, outer, inner, gelu| {
            self.linear(&format!("{name}.{part}"), outer, inner, gelu)
        };
        Ok(Layer {
            heads: self.heads,
            qkv: self.fused(&format!("{name}.attention"), hidden)?,
            output: linear("attention.output", hidden, hidden, false)?,
            attention_norm: self.norm(&format!("{name}.attention.norm"), hidden)?,
            up: linear("ffn.up", ffn, hidden, true)?,
            down: linear("ffn.down", hidden, ffn, false)?,
            ffn_norm: self.norm(&format!("{name}.ffn.norm"), hidden)?,
        })
    }
}

/// `x · weight + bias`, with GELU after it where the model has one.
struct Linear {
    /// [in, out].
    weight: Tensor,
    bias: Tensor,
    gelu: bool,
}

impl Linear {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        if x.device().is_cpu() {
            let op = Affine { gelu: self.gelu };
            return x.apply_op3_no_bwd(&self.weight, &self.bias, &op);
        }
        self.portable(x)
    }

    fn portable(&self, x: &Tensor) -> Result<Tensor> {
        let y = x.matmul(&self.weight)?.broadcast_add(&self.bias)?;
        if self.gelu { y.gelu() } else { Ok(y) }
    }
}

/// Layer normalisation.
struct Normalised {
    /// Weight and bias, a row each.
    affine: Tensor,
    epsilon: f32,
}

impl Normalised {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        if x.device().is_cpu() {
            let epsilon = self.epsilon;
            return x.apply_op2_no_bwd(&self.affine, &Norm { epsilon });
        }
        self.portable(x)
    }

    fn forward_sum(&self, x: &Tensor, residual: &Tensor) -> Result<Tensor> {
        if x.device().is_cpu() {
            let epsilon = self.epsilon;
            return x.apply_op3_no_bwd(residual, &self.affine, &AddNorm { epsilon });
        }
        self.portable(&(x + residual)?)
    }

    fn portable(&self, x: &Tensor) -> Result<Tensor> {
        let (weight, bias) = (self.affine.get(0)?, self.affine.get(1)?);
        candle_nn::ops::layer_norm(&x.contiguous()?, &weight, &bias, self.epsilon)
    }
}

/// Which rows of the packed sequences stand where in a padded block, for devices that want one.
struct Packing {
    lengths: Vec<usize>,
    padded: Option<Padded>,
}

struct Padded {
    longest: usize,
    /// Padded place → packed row.
    gather: Tensor,
    /// Packed row → padded place.
    scatter: Tensor,
    /// 0 at a place of the sequence, very negative at padding; [sequences, 1, 1, longest].
    mask: Tensor,
}

impl Packing {
    fn new(lengths: &[usize], device: &Device) -> Result<Self> {
        let padded = match device {
            Device::Cpu => None,
            _ => Some(Padded::new(lengths, device)?),
        };
        Ok(Self {
            lengths: lengths.to_vec(),
            padded,
        })
    }
}

impl Padded {
    fn new(lengths: &[usize], device: &Device) -> Result<Self> {
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let (mut gather, mut scatter, mut mask) = (Vec::new(), Vec::new(), Vec::new());
        for (sequence, (start, length)) in starts(lengths).into_iter().zip(lengths).enumerate() {
            for place in 0..longest {
                let inside = place < *length;
                gather.push((start + if inside { place } else { 0 }) as u32);
                mask.push(if inside { 0f32 } else { -1e9 });
                if inside {
                    scatter.push((sequence * longest + place) as u32);
                }
            }
        }
        Ok(Self {
            longest,
            gather: Tensor::new(gather, device)?,
            scatter: Tensor::new(scatter, device)?,
            mask: Tensor::from_vec(mask, (lengths.len(), 1, 1, longest), device)?,
        })
    }
}

/// One encoder layer.
struct Layer {
    heads: usize,
    qkv: Linear,
    output: Linear,
    attention_norm: Normalised,
    up: Linear,
    down: Linear,
    ffn_norm: Normalised,
}

impl Layer {
    fn forward(&self, x: &Tensor, packing: &Packing) -> Result<Tensor> {
        let qkv = self.qkv.forward(x)?;
        let mixed = match &packing.padded {
            None => qkv.apply_op1_no_bwd(&Attention {
                lengths: &packing.lengths,
                heads: self.heads,
            })?,
            Some(padded) => self.attend(&qkv, padded)?,
        };
        let x = self
            .attention_norm
            .forward_sum(&self.output.forward(&mixed)?, x)?;
        let inner = self.down.forward(&self.up.forward(&x)?)?;
        self.ffn_norm.forward_sum(&inner, &x)
    }

    fn attend(&self, qkv: &Tensor, padded: &Padded) -> Result<Tensor> {
        let (_, width) = qkv.dims2()?;
        let (hidden, size) = (width / 3, width / 3 / self.heads);
        let block = qkv.index_select(&padded.gather, 0)?;
        let part = |index: usize| {
            block
                .narrow(1, index * hidden, hidden)?
                .reshape(((), padded.longest, self.heads, size))?
                .transpose(1, 2)?
                .contiguous()
        };
        let scores = (part(0)?.matmul(&part(1)?.t()?.contiguous()?)? / (size as f64).sqrt())?;
        let shares = candle_nn::ops::softmax(&scores.broadcast_add(&padded.mask)?, D::Minus1)?;
        let mixed = shares.matmul(&part(2)?)?.transpose(1, 2)?;
        mixed
            .reshape(((), hidden))?
            .index_select(&padded.scatter, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::fixture::noise;

    fn tensor(shape: &[usize], seed: u32) -> Tensor {
        let values = noise(shape.iter().product(), seed);
        Tensor::from_vec(values, shape, &Device::Cpu).unwrap()
    }

    fn close(a: &Tensor, b: &Tensor) {
        let difference = (a - b).unwrap().abs().unwrap();
        let most: f32 = difference.max_all().unwrap().to_scalar().unwrap();
        assert!(most < 2e-4, "differs by {most}");
    }

    #[test]
    fn the_fast_operations_are_candles_operations() {
        let x = tensor(&[9, 24], 1);
        for gelu in [false, true] {
            let linear = Linear {
                weight: tensor(&[24, 17], 2),
                bias: tensor(&[17], 3),
                gelu,
            };
            close(&linear.forward(&x).unwrap(), &linear.portable(&x).unwrap());
        }
        let norm = Normalised {
            affine: tensor(&[2, 24], 4),
            epsilon: 1e-12,
        };
        close(&norm.forward(&x).unwrap(), &norm.portable(&x).unwrap());
        let sum = norm.portable(&(&x + &x).unwrap()).unwrap();
        close(&norm.forward_sum(&x, &x).unwrap(), &sum);
    }

    #[test]
    fn packed_attention_is_padded_attention() {
        let (lengths, heads, hidden) = ([3usize, 5, 1], 4, 24);
        let square = |seed| Linear {
            weight: tensor(&[hidden, hidden], seed),
            bias: tensor(&[hidden], seed + 1),
            gelu: false,
        };
        let norm = || Normalised {
            affine: tensor(&[2, hidden], 9),
            epsilon: 1e-12,
        };
        let layer = Layer {
            heads,
            qkv: Linear {
                weight: tensor(&[hidden, 3 * hidden], 5),
                bias: tensor(&[3 * hidden], 6),
                gelu: false,
            },
            output: square(10),
            attention_norm: norm(),
            up: square(12),
            down: square(14),
            ffn_norm: norm(),
        };
        let x = tensor(&[9, hidden], 7);
        let packed = Packing::new(&lengths, &Device::Cpu).unwrap();
        let padded = Packing {
            lengths: lengths.to_vec(),
            padded: Some(Padded::new(&lengths, &Device::Cpu).unwrap()),
        };
        close(
            &layer.forward(&x, &packed).unwrap(),
            &layer.forward(&x, &padded).unwrap(),
        );
    }
}
