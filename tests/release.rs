//! What a release holds besides the program: manual pages, completions, scripts that bash can read, instructions that name its files.

use cartable::cli::Cli;
use clap::{Command, CommandFactory};
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the program prints for arguments with which it succeeds.
fn printed(arguments: &[&str]) -> String {
    let output = process::Command::new(env!("CARGO_BIN_EXE_cartable")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A command and those below it, with the names of their pages.
fn pages(command: &Command, above: &str, found: &mut Vec<(String, Command)>) {
    let name = if above.is_empty() { command.get_name().to_owned() } else { format!("{above}-{}", command.get_name()) };
    found.push((name.clone(), command.clone()));
    command.get_subcommands().filter(|below| !below.is_hide_set()).for_each(|below| pages(below, &name, found));
}

#[test]
fn every_command_has_a_manual_page_with_its_options() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("man");
    let _ = fs::remove_dir_all(&folder);
    printed(&["man", folder.to_str().unwrap()]);
    let mut wanted = Vec::new();
    pages(&Cli::command(), "", &mut wanted);
    assert!(wanted.len() > 30, "{}", wanted.len());
    for (name, command) in wanted {
        let page =
            fs::read_to_string(folder.join(format!("{name}.1"))).unwrap_or_else(|_| panic!("{name}.1 is missing"));
        let page = page.replace("\\-", "-");
        for option in command
            .get_arguments()
            .filter(|argument| !argument.is_hide_set())
            .filter_map(|argument| argument.get_long())
        {
            assert!(page.contains(&format!("--{option}")), "{name}.1: --{option}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("not-a-folder");
    fs::write(&file, "").unwrap();
    let below = file.join("man");
    let output =
        process::Command::new(env!("CARGO_BIN_EXE_cartable")).args(["man", below.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("not-a-folder"), "{output:?}");
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in Cli::command().get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
        }
    }
}

#[test]
fn the_version_says_what_it_was_made_from() {
    let version = printed(&["--version"]);
    assert!(version.starts_with(concat!("cartable ", env!("CARGO_PKG_VERSION"), " (")), "{version}");
}

#[test]
fn bash_can_read_the_scripts_of_a_release() {
    for name in [
        "build",
        "check",
        "compiler",
        "deb",
        "licences",
        "musl",
        "npm",
        "oci",
        "sbom",
        "web/build",
        "windows",
        "debian/postinst",
        "debian/prerm",
        "debian/postrm",
    ] {
        let path = root().join("release").join(name);
        let output = process::Command::new("bash").arg("-n").arg(&path).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_instructions_name_the_files_of_this_version() {
    let files = [
        concat!("cartable_", env!("CARGO_PKG_VERSION"), "_amd64.deb"),
        concat!("cartable_", env!("CARGO_PKG_VERSION"), "_arm64.deb"),
        concat!("cartable-", env!("CARGO_PKG_VERSION"), "-x86_64-linux.tar.gz"),
        concat!("cartable-", env!("CARGO_PKG_VERSION"), "-aarch64-linux.tar.gz"),
        concat!("cartable-", env!("CARGO_PKG_VERSION"), "-x86_64-windows.zip"),
    ];
    for name in ["README.md", "docs/install.md", "docs/install.fr.md"] {
        let text = fs::read_to_string(root().join(name)).unwrap();
        files.iter().for_each(|file| assert!(text.contains(file), "{name}: {file}"));
    }
}

/// The scripts that wrap the program, each with its arguments and the file it makes.
#[test]
fn what_wraps_the_program_is_the_same_each_time() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wrapped");
    let _ = fs::remove_dir_all(&folder);
    let stage = folder.join("stage");
    fs::create_dir_all(&stage).unwrap();
    for (name, text) in [("cartable", "#!/bin/sh\necho ran\n"), ("LICENSE", "MIT"), ("THIRD-PARTY.txt", "others")] {
        fs::write(stage.join(name), text).unwrap();
    }
    let stage = stage.to_str().unwrap();
    let made = |script: &str, arguments: &str, out: &str| {
        let out = folder.join(out);
        fs::create_dir_all(&out).unwrap();
        let out = out.to_str().unwrap();
        let arguments = arguments.replace("STAGE", stage).replace("OUT", out);
        let mut command = process::Command::new(root().join("release").join(script));
        let output = command.args(arguments.split(' ')).env("SOURCE_DATE_EPOCH", "1764000000").output().unwrap();
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
        let path = fs::read_dir(out).unwrap().next().unwrap().unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())
    };
    for (script, arguments, wanted) in [
        ("wheel", "STAGE 1.2.3 OUT win_amd64", "cartable-1.2.3-py3-none-win_amd64.whl"),
        (
            "wheel",
            "STAGE 1.2.3 OUT manylinux_2_17_aarch64 musllinux_1_1_aarch64",
            "cartable-1.2.3-py3-none-manylinux_2_17_aarch64.musllinux_1_1_aarch64.whl",
        ),
        ("npm", "STAGE 1.2.3 OUT linux arm64", "cartable-1.2.3-npm-linux-arm64.tgz"),
        ("oci", "1.2.3 OUT amd64=STAGE arm64=STAGE", "cartable-1.2.3-oci.tar"),
        ("zip", "STAGE OUT/stage.zip", "stage.zip"),
    ] {
        let first = made(script, arguments, &format!("{wanted}-1"));
        assert_eq!(first.0, wanted);
        // Neither the date of a checkout nor that of the build matters. Archives count whole seconds.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(1001) {
            thread::yield_now();
        }
        for entry in fs::read_dir(stage).unwrap() {
            let file = fs::File::options().append(true).open(entry.unwrap().path()).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
        }
        assert!(first == made(script, arguments, &format!("{wanted}-2")), "{script} makes other bytes");
    }
}
