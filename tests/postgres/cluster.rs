//! A PostgreSQL server of the tests: in a folder of its own, behind a socket in it, and gone when the tests are.

use postgres::{Client, Config, NoTls};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// The server that tests share which do not stop it.
pub fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(Cluster::start)
}

/// A server.
pub struct Cluster {
    folder: PathBuf,
    /// Stops the server and removes the folder once this process is gone, however it goes: it reads what nobody writes.
    _guard: Child,
}

impl Cluster {
    pub fn start() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("cartable-pg-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        if is_root() {
            assert!(Command::new("chown").arg("nobody").arg(&folder).status().unwrap().success());
        }
        let data = folder.join("data");
        let made =
            run("initdb", &["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale", "C", "-D"], &data);
        assert!(made.success(), "initdb");
        let stop =
            format!("read line; {}; rm -rf '{}'", script("pg_ctl", "-m immediate stop", &data), folder.display());
        let guard = Command::new("sh").args(["-c", &stop]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let cluster = Self { folder, _guard: guard };
        cluster.run();
        cluster
    }

    /// Starts the server, which was not started yet or was killed.
    pub fn run(&self) {
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c max_connections=200 -c fsync=off -c logging_collector=off",
            self.folder.display()
        );
        let log = self.folder.join("log");
        let started = run(
            "pg_ctl",
            &["-w", "-t", "60", "-l", log.to_str().unwrap(), "-o", &options, "start", "-D"],
            &self.data(),
        );
        assert!(started.success(), "{}", std::fs::read_to_string(log).unwrap_or_default());
    }

    /// Kills the server as a power cut would.
    pub fn kill(&self) {
        let pid = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let pid = pid.lines().next().unwrap();
        // Its children see that it is gone, and end.
        assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
        while Path::new(&format!("/proc/{pid}")).exists() {
            std::thread::yield_now();
        }
    }

    /// Makes a data base.
    pub fn make(&self, name: &str) {
        self.client("postgres").batch_execute(&format!("CREATE DATABASE \"{name}\"")).unwrap();
    }

    /// A connection to a data base.
    pub fn client(&self, name: &str) -> Client {
        Config::new().host_path(&self.folder).user("postgres").dbname(name).connect(NoTls).unwrap()
    }

    /// The address of a data base.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://postgres@/{name}?host={}", self.folder.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

fn is_root() -> bool {
    String::from_utf8(Command::new("id").arg("-u").output().unwrap().stdout).unwrap().trim() == "0"
}

/// Where a program of the server is: on the way, or where Debian has it.
fn program(name: &str) -> String {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut found: Vec<PathBuf> = versions.map(|entry| entry.unwrap().path().join("bin").join(name)).collect();
    found.retain(|path| path.exists());
    found.sort();
    found.pop().map_or(name.to_owned(), |path| path.to_str().unwrap().to_owned())
}

/// The server refuses to be root.
fn run(name: &str, arguments: &[&str], data: &Path) -> std::process::ExitStatus {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "nobody", "--", &program(name)]);
        command
    } else {
        Command::new(program(name))
    };
    let command = command.args(arguments).arg(data).current_dir("/").stdout(Stdio::null()).stdin(Stdio::null());
    command.status().unwrap_or_else(|error| panic!("{name}: {error}: install the package postgresql"))
}

fn script(name: &str, arguments: &str, data: &Path) -> String {
    let before = if is_root() { "runuser -u nobody -- " } else { "" };
    format!("{before}{} {arguments} -D '{}' 2>&1 >/dev/null", program(name), data.display())
}
