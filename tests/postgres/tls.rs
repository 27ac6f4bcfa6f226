//! A private line to a real server: the certificate decides, and whoever is refused is told what to do. Needs openssl.

use crate::cluster::{Cluster, give};
use crate::place::on;
use crate::server::{folder, said};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs openssl in a folder.
fn openssl(folder: &Path, arguments: &str) {
    let out = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output();
    let out = out.unwrap_or_else(|error| panic!("openssl: {error}: install it"));
    assert!(out.status.success(), "{arguments}: {}", said(&out));
}

/// Makes an authority in a folder.
fn authority(folder: &Path, name: &str) -> PathBuf {
    openssl(
        folder,
        &format!("req -x509 -newkey ed25519 -nodes -keyout {name}.key -out {name}.pem -days 2 -subj /CN={name}"),
    );
    folder.join(format!("{name}.pem"))
}

/// Gives the server a certificate of the first authority for a name, valid for so many days.
fn certify(cluster: &Cluster, folder: &Path, name: &str, days: i32) {
    std::fs::write(folder.join("names"), format!("subjectAltName=DNS:{name}\n")).unwrap();
    openssl(folder, &format!("req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN={name}"));
    openssl(
        folder,
        &format!(
            "x509 -req -in server.csr -CA ours.pem -CAkey ours.key -CAcreateserial -out server.crt -days {days} -extfile names"
        ),
    );
    for file in ["server.key", "server.crt"] {
        let path = cluster.folder.join("data").join(file);
        std::fs::copy(folder.join(file), &path).unwrap();
        give(&path);
    }
    cluster.set("ssl", "on");
    // The new certificate counts from the start on.
    cluster.kill();
    cluster.run();
}

#[test]
fn the_right_authority_is_believed_and_no_other() {
    let (cluster, folder) = (Cluster::listening(), folder());
    cluster.make("records");
    let (ours, other) = (authority(&folder, "ours"), authority(&folder, "other"));
    let none = folder.join("ours.key");
    let port = cluster.host().split_once(':').unwrap().1.to_owned();
    let ask = |mode: &str, root: Option<&Path>| {
        let root = root.map_or(String::new(), |path| format!("&sslrootcert={}", path.display()));
        let url = format!("postgres://postgres@localhost:{port}/records?sslmode={mode}{root}");
        said(&on(&url, &["key", "add", "--name", "a", "--scope", "all"]))
    };
    let told = ask("require", Some(&ours));
    assert!(told.contains("does not encrypt"), "{told}");
    certify(&cluster, &folder, "localhost", 2);
    for mode in ["require", "verify-ca", "verify-full"] {
        let cases = [
            (Some(ours.as_path()), "secret:"),
            (Some(&other), "nobody this computer trusts"),
            (None, "nobody this computer trusts"),
            (Some(&none), "is no file of certificates"),
        ];
        for (root, words) in cases {
            let told = ask(mode, root);
            assert!(told.contains(words) && !told.contains("panicked"), "{mode} {root:?}: {told}");
        }
    }
    for (name, days, words) in [("db.example.org", 2, "is for another name"), ("localhost", -1, "is not valid today")] {
        certify(&cluster, &folder, name, days);
        let told = ask("verify-full", Some(&ours));
        assert!(told.contains(words), "{name}: {told}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
