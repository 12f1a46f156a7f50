//! Where the network computes: `cpu`, `cuda`, `cuda:1`, `metal`.
//! Refuses what this build cannot do; it never falls back in silence.

use std::str::FromStr;

use candle_core::Device;

use crate::Error;

/// A device as `--device` names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DeviceChoice {
    /// The processor; results are the same on every run.
    #[default]
    Cpu,
    /// An NVIDIA GPU, by number.
    Cuda(usize),
    /// Apple's GPU.
    Metal,
}

impl FromStr for DeviceChoice {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        match words.split_once(':') {
            None if words == "cpu" => Ok(Self::Cpu),
            None if words == "metal" => Ok(Self::Metal),
            None if words == "cuda" => Ok(Self::Cuda(0)),
            Some(("cuda", number)) => number
                .parse()
                .map(Self::Cuda)
                .map_err(|_| setting(format!("`{number}` is no GPU number, try cuda:0"))),
            _ => Err(setting(format!(
                "`{words}` is no device, try cpu, cuda, cuda:1 or metal"
            ))),
        }
    }
}

fn setting(reason: String) -> Error {
    Error::Config {
        at: "--device".into(),
        reason,
    }
}

/// The device, and a sentence for standard error where the one asked for did not open and the
/// processor stands in. A device this build was made without is an error.
pub(super) fn open(choice: DeviceChoice) -> Result<(Device, Option<String>), Error> {
    let lacks = |feature: &str| {
        setting(format!(
            "this build has no {feature}, use cpu or build with --features {feature}"
        ))
    };
    let opened = match choice {
        DeviceChoice::Cpu => return Ok((Device::Cpu, None)),
        DeviceChoice::Cuda(_) if !cfg!(feature = "cuda") => return Err(lacks("cuda")),
        DeviceChoice::Metal if !cfg!(feature = "metal") => return Err(lacks("metal")),
        DeviceChoice::Cuda(number) => Device::new_cuda(number),
        DeviceChoice::Metal => Device::new_metal(0),
    };
    Ok(match opened {
        Ok(device) => (device, None),
        Err(error) => (
            Device::Cpu,
            Some(format!("the GPU did not open ({error}), using the cpu")),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_read_and_refused_by_name() {
        let read = |words: &str| words.parse::<DeviceChoice>().map_err(|e| e.to_string());
        assert_eq!(read("cpu"), Ok(DeviceChoice::Cpu));
        assert_eq!(read("cuda:1"), Ok(DeviceChoice::Cuda(1)));
        assert_eq!(read("metal"), Ok(DeviceChoice::Metal));
        for (words, sentence) in [
            (
                "gpu",
                "cannot use the setting at --device: `gpu` is no device, try cpu, cuda, cuda:1 or metal",
            ),
            (
                "cuda:x",
                "cannot use the setting at --device: `x` is no GPU number, try cuda:0",
            ),
        ] {
            assert_eq!(read(words), Err(sentence.to_owned()));
        }
    }

    #[cfg(not(feature = "cuda"))]
    #[test]
    fn a_device_the_build_lacks_is_refused() {
        let error = open(DeviceChoice::Cuda(0))
            .map(|_| ())
            .map_err(|e| e.to_string());
        assert_eq!(
            error,
            Err(
                "cannot use the setting at --device: this build has no cuda, \
                 use cpu or build with --features cuda"
                    .to_owned()
            )
        );
    }
}
