//! The program `gainsay`.

mod surface;

fn main() -> std::process::ExitCode {
    surface::main()
}
