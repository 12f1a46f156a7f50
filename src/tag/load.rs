//! Opens a tagger's files: configuration, tokenizer and weights, from a folder or compiled in.
//! The only place of this stage that touches files; it runs nothing, and keeps no file open.
//!
//! A folder holds `config.json`, `tokenizer.json`, `model.safetensors` and, if somebody wants it
//! checked, `sha256` (as `sha256sum model.safetensors` prints it).

use std::fs::File;
use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor};
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokenizers::Tokenizer;

use super::{Modality, Polarity, Role};
use crate::Error;
use crate::propose::AnchorKind;

/// What `config.json` says. Names are read as the types they stand for, so that a model with a
/// role or kind this build does not know is refused at once.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Config {
    pub(super) format: u32,
    pub(super) name: String,
    pub(super) hidden: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    pub(super) ffn: usize,
    pub(super) max_positions: usize,
    pub(super) layer_norm_eps: f32,
    pub(super) activation: String,
    pub(super) vocab_size: usize,
    pub(super) cls_id: u32,
    pub(super) sep_id: u32,
    pub(super) sketch: usize,
    /// Ascending distances from an anchor at which the next bucket begins.
    pub(super) distance_buckets: Vec<usize>,
    pub(super) anchor_kinds: Vec<AnchorKind>,
    pub(super) roles: Vec<Role>,
    pub(super) modality_labels: Vec<Modality>,
    pub(super) polarity_labels: Vec<Polarity>,
    /// Measure class ids; the first is "none".
    pub(super) measure_classes: Vec<String>,
}

impl Config {
    /// Why this build cannot run a model of this configuration.
    fn complaint(&self) -> Option<String> {
        let sizes = [
            self.hidden,
            self.layers,
            self.heads,
            self.ffn,
            self.sketch,
            self.vocab_size,
        ];
        if self.format != 1 {
            return Some(format!("its format is {}, this build reads 1", self.format));
        }
        if self.activation != "gelu_tanh" {
            return Some(format!("unknown activation `{}`", self.activation));
        }
        if sizes.contains(&0) || !self.hidden.is_multiple_of(self.heads) || self.max_positions < 3 {
            return Some("its sizes do not fit one another".into());
        }
        let names = [
            self.anchor_kinds.len(),
            self.roles.len(),
            self.modality_labels.len(),
            self.polarity_labels.len(),
            self.measure_classes.len(),
        ];
        names
            .contains(&0)
            .then(|| "a list of labels is empty".into())
    }
}

/// The files of a model, read and checked.
pub(super) struct Files {
    pub(super) config: Config,
    pub(super) tokenizer: Tokenizer,
    /// SHA-256 of the weights, in hexadecimal.
    pub(super) sha256: String,
    weights: Bytes,
    /// Named in errors.
    file: PathBuf,
}

enum Bytes {
    #[cfg(tagger_weights)]
    Compiled(&'static [u8]),
    Mapped(memmap2::Mmap),
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            #[cfg(tagger_weights)]
            Self::Compiled(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

/// The model compiled into this build; `None` where it was built without one.
pub(super) fn bundled() -> Option<Result<Files, Error>> {
    #[cfg(tagger_weights)]
    {
        let weights: &[u8] = include_bytes!("../../models/tagger/model.safetensors");
        Some(read(
            Path::new("models/tagger"),
            include_bytes!("../../models/tagger/config.json"),
            include_bytes!("../../models/tagger/tokenizer.json"),
            Some(include_str!("../../models/tagger/sha256")),
            Bytes::Compiled(weights),
        ))
    }
    #[cfg(not(tagger_weights))]
    None
}

/// The model in a folder.
pub(super) fn folder(folder: &Path) -> Result<Files, Error> {
    let read_file = |name: &str| {
        let file = folder.join(name);
        std::fs::read(&file).map_err(|error| missing(&file, &error))
    };
    let (config, tokenizer) = (read_file("config.json")?, read_file("tokenizer.json")?);
    let sum = match std::fs::read_to_string(folder.join("sha256")) {
        Ok(sum) => Some(sum),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(missing(&folder.join("sha256"), &error)),
    };
    let file = folder.join("model.safetensors");
    let open = File::open(&file).map_err(|error| missing(&file, &error))?;
    // SAFETY: the map is read only, and only while the model is loaded: the weights are copied out
    // of it and it is dropped. Whoever cuts the file short in that moment ends the program.
    let weights = unsafe { memmap2::Mmap::map(&open) }.map_err(|error| missing(&file, &error))?;
    read(
        folder,
        &config,
        &tokenizer,
        sum.as_deref(),
        Bytes::Mapped(weights),
    )
}

fn missing(file: &Path, error: &std::io::Error) -> Error {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => {
            "there is no such file, a model folder holds config.json, tokenizer.json and model.safetensors"
                .to_owned()
        }
        _ => error.to_string(),
    };
    Error::Model {
        file: file.to_owned(),
        reason,
    }
}

fn read(
    folder: &Path,
    config: &[u8],
    tokenizer: &[u8],
    sum: Option<&str>,
    weights: Bytes,
) -> Result<Files, Error> {
    let refuse = |name: &str, reason: String| Error::Model {
        file: folder.join(name),
        reason,
    };
    let config: Config = serde_json::from_slice(config)
        .map_err(|error| refuse("config.json", format!("it cannot be read ({error})")))?;
    if let Some(reason) = config.complaint() {
        return Err(refuse("config.json", reason));
    }
    let tokenizer = Tokenizer::from_bytes(tokenizer)
        .map_err(|error| refuse("tokenizer.json", format!("it cannot be read ({error})")))?;
    if tokenizer.get_vocab_size(true) > config.vocab_size {
        let reason = "it has more entries than the configuration says".to_owned();
        return Err(refuse("tokenizer.json", reason));
    }
    let sha256 = hexadecimal(&Sha256::digest(weights.get()));
    let expected = sum.and_then(|sum| sum.split_whitespace().next());
    if let Some(expected) = expected.filter(|expected| !expected.eq_ignore_ascii_case(&sha256)) {
        let reason = format!("its sha256 is {sha256}, not {expected}, fetch it again");
        return Err(refuse("model.safetensors", reason));
    }
    Ok(Files {
        config,
        tokenizer,
        sha256,
        weights,
        file: folder.join("model.safetensors"),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Files {
    /// The tensors by name.
    pub(super) fn tensors(&self) -> Result<Tensors<'_>, Error> {
        let tensors =
            SafeTensors::deserialize(self.weights.get()).map_err(|error| Error::Model {
                file: self.file.clone(),
                reason: format!("it is damaged or cut short ({error}), fetch it again"),
            })?;
        Ok(Tensors {
            tensors,
            file: &self.file,
        })
    }
}

/// What to look into where tensors and configuration do not fit.
const SAME: &str = "is config.json of the same model";

/// The tensors of `model.safetensors`.
pub(super) struct Tensors<'a> {
    tensors: SafeTensors<'a>,
    file: &'a Path,
}

impl Tensors<'_> {
    /// The numbers of the tensor `name`, row by row. A tensor `X.weight` of 8-bit integers comes
    /// with `X.scale`, one factor a row.
    pub(super) fn read(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let view = self
            .tensors
            .tensor(name)
            .map_err(|_| self.refuse(format!("it has no tensor `{name}`, {SAME}")))?;
        if view.shape() != shape {
            let (is, want) = (size(view.shape()), size(shape));
            return Err(self.refuse(format!("the tensor `{name}` is {is}, not {want}, {SAME}")));
        }
        match (view.dtype(), shape, name.strip_suffix("weight")) {
            (Dtype::F32, ..) => Ok(view
                .data()
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect()),
            (Dtype::I8, &[rows, columns], Some(stem)) => {
                let scales = self.read(&format!("{stem}scale"), &[rows])?;
                Ok(view
                    .data()
                    .chunks_exact(columns)
                    .zip(scales)
                    .flat_map(|(row, scale)| row.iter().map(move |b| f32::from(*b as i8) * scale))
                    .collect())
            }
            _ => Err(self.refuse(format!(
                "the tensor `{name}` has a type this build cannot read"
            ))),
        }
    }

    /// As `read`, transposed: [out, in] on disk becomes [in, out] in memory.
    pub(super) fn read_transposed(
        &self,
        name: &str,
        outer: usize,
        inner: usize,
    ) -> Result<Vec<f32>, Error> {
        let rows = self.read(name, &[outer, inner])?;
        let mut columns = vec![0f32; rows.len()];
        for (r, row) in rows.chunks_exact(inner).enumerate() {
            for (c, value) in row.iter().enumerate() {
                columns[c * outer + r] = *value;
            }
        }
        Ok(columns)
    }

    /// Puts numbers on the device.
    pub(super) fn place(
        &self,
        values: Vec<f32>,
        shape: &[usize],
        device: &Device,
    ) -> Result<Tensor, Error> {
        Tensor::from_vec(values, shape, device)
            .map_err(|error| self.refuse(format!("the device refused the weights ({error})")))
    }

    fn refuse(&self, reason: String) -> Error {
        Error::Model {
            file: self.file.to_owned(),
            reason,
        }
    }
}

fn size(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    sizes.join(" x ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::fixture::{SMALL, write};
    use crate::tag::model::Model;

    /// What a person is told of the model in a folder after `damage` was done to it.
    fn told(damage: impl FnOnce(&Path)) -> String {
        let place = tempfile::tempdir().unwrap();
        write(place.path(), SMALL);
        damage(place.path());
        let loaded = folder(place.path())
            .and_then(|files| Model::new(&files.config, &files.tensors()?, &Device::Cpu));
        let said = loaded.map_or_else(|error| error.to_string(), |_| "loaded".into());
        let said = said.replace(&place.path().display().to_string(), "DIR");
        let sum = said.split([' ', ',']).find(|word| word.len() == 64);
        match sum {
            Some(sum) => said.replace(sum, "SUM"),
            None => said,
        }
    }

    #[test]
    fn a_model_folder_loads() {
        assert_eq!(told(|_| {}), "loaded");
    }

    #[test]
    fn damage_is_told_with_file_and_remedy() {
        let write = |at: PathBuf, bytes: &[u8]| std::fs::write(at, bytes).unwrap();
        insta::assert_snapshot!(
            told(|at| std::fs::remove_file(at.join("model.safetensors")).unwrap()),
            @"cannot load the model file DIR/model.safetensors: there is no such file, a model folder holds config.json, tokenizer.json and model.safetensors"
        );
        insta::assert_snapshot!(
            told(|at| {
                let bytes = std::fs::read(at.join("model.safetensors")).unwrap();
                write(at.join("model.safetensors"), &bytes[..bytes.len() / 2]);
            }),
            @"cannot load the model file DIR/model.safetensors: it is damaged or cut short (incomplete metadata, file not fully covered), fetch it again"
        );
        insta::assert_snapshot!(told(|at| write(at.join("model.safetensors"), b"")), @"cannot load the model file DIR/model.safetensors: it is damaged or cut short (header too small), fetch it again");
        insta::assert_snapshot!(told(|at| write(at.join("tokenizer.json"), b"{}")), @"cannot load the model file DIR/tokenizer.json: it cannot be read (Model missing. at line 1 column 2)");
        insta::assert_snapshot!(told(|at| write(at.join("config.json"), b"{\"format\": 1}")), @"cannot load the model file DIR/config.json: it cannot be read (missing field `name` at line 1 column 13)");
        insta::assert_snapshot!(told(|at| write(at.join("sha256"), b"00ff  model.safetensors")), @"cannot load the model file DIR/model.safetensors: its sha256 is SUM, not 00ff, fetch it again");
        insta::assert_snapshot!(
            told(|at| {
                let config = std::fs::read_to_string(at.join("config.json")).unwrap();
                let wider = config.replace("\"ffn\":32", "\"ffn\":48");
                write(at.join("config.json"), wider.as_bytes());
            }),
            @"cannot load the model file DIR/model.safetensors: the tensor `layer.0.ffn.up.weight` is 32 x 16, not 48 x 16, is config.json of the same model"
        );
        insta::assert_snapshot!(
            told(|at| {
                let config = std::fs::read_to_string(at.join("config.json")).unwrap();
                write(at.join("config.json"), config.replace("\"layers\":1", "\"layers\":2").as_bytes());
            }),
            @"cannot load the model file DIR/model.safetensors: it has no tensor `layer.1.attention.query.weight`, is config.json of the same model"
        );
    }
}
