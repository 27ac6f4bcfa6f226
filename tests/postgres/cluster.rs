//! A PostgreSQL server of the tests: in a folder of its own, behind a socket in it or on a port of this machine, and gone when the tests are.

use crate::server::until;
use postgres::{Client, Config, NoTls};
use std::net::TcpListener;
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
    pub folder: PathBuf,
    /// Where it listens on this machine besides its socket, if it does.
    port: Option<u16>,
    /// Stops the server and removes the folder once this process is gone, however it goes: it reads what nobody writes.
    _guard: Child,
}

impl Cluster {
    /// A server behind its socket alone.
    pub fn start() -> Self {
        let cluster = Self::within(None);
        cluster.make_data(&[]);
        cluster.run();
        cluster
    }

    /// A server that is asked over the network as well.
    pub fn listening() -> Self {
        let cluster = Self::within(Some(free_port()));
        cluster.make_data(&[]);
        cluster.run();
        cluster
    }

    /// Makes what the server keeps, in an empty folder.
    pub fn make_data(&self, arguments: &[&str]) {
        let plain = ["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale", "C"];
        assert!(run("initdb", &[&plain, arguments, &["-D"]].concat(), &self.data()).success(), "initdb");
    }

    /// A folder for a server, and who clears it away.
    pub fn within(port: Option<u16>) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("cartable-pg-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        give(&folder);
        let stop = format!(
            "read line; {}; rm -rf '{}'",
            script("pg_ctl", "-m immediate stop", &folder.join("data")),
            folder.display()
        );
        let guard = Command::new("sh").args(["-c", &stop]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        Self { folder, port, _guard: guard }
    }

    /// A standby, which has whatever this one acknowledges from now on.
    pub fn standby(&self) -> Self {
        let standby = Self::within(Some(free_port()));
        let socket = self.folder.to_str().unwrap();
        let port = self.port().to_string();
        let copy = ["-h", socket, "-p", &port, "-U", "postgres", "-R", "--no-sync", "-c", "fast", "-D"];
        assert!(run("pg_basebackup", &copy, &standby.data()).success(), "pg_basebackup");
        standby.run();
        self.set("synchronous_standby_names", "*");
        let sql = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        until("the standby is followed", || self.client("postgres").query_one(sql, &[]).unwrap().get::<_, i64>(0) == 1);
        standby
    }

    /// Makes the standby a server that takes statements.
    pub fn promote(&self) {
        assert!(run("pg_ctl", &["-w", "-t", "60", "promote", "-D"], &self.data()).success(), "promote");
    }

    /// The number of one of the server's own processes.
    pub fn process_of(&self, kind: &str) -> i32 {
        let sql = "SELECT pid FROM pg_stat_activity WHERE backend_type = $1";
        self.client("postgres").query_one(sql, &[&kind]).unwrap().get(0)
    }

    /// Whether somebody's question waits for such a thing.
    pub fn has_waiting(&self, event: &str) -> bool {
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = $1";
        self.client("postgres").query_one(sql, &[&event]).unwrap().get::<_, i64>(0) > 0
    }

    /// Changes a setting of the server that runs.
    pub fn set(&self, name: &str, value: &str) {
        let mut client = self.client("postgres");
        client.batch_execute(&format!("ALTER SYSTEM SET {name} = '{value}'")).unwrap();
        client.batch_execute("SELECT pg_reload_conf()").unwrap();
    }

    /// Lets in over the network whoever this line of `pg_hba.conf` admits, and nobody else.
    pub fn admit(&self, line: &str) {
        std::fs::write(self.data().join("pg_hba.conf"), format!("local all all trust\n{line}\n")).unwrap();
        self.kill();
        self.run();
    }

    /// Starts the server, which was not started yet or was killed.
    pub fn run(&self) {
        let options = format!(
            "-c listen_addresses={} -c port={} -c unix_socket_directories={} -c max_connections=200 -c fsync=off -c logging_collector=off",
            self.port.map_or("", |_| "127.0.0.1"),
            self.port(),
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

    /// Whether the server runs.
    pub fn is_running(&self) -> bool {
        run("pg_ctl", &["status", "-D"], &self.data()).success()
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
        Config::new().host_path(&self.folder).port(self.port()).user("postgres").dbname(name).connect(NoTls).unwrap()
    }

    /// The address of a data base.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://postgres@/{name}?host={}", self.folder.display())
    }

    /// Where it is asked over the network, as it is written in an address.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port())
    }

    /// The port, which names the socket as well.
    fn port(&self) -> u16 {
        self.port.unwrap_or(5432)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

/// A port that nobody listened on just now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A command with the rights that only root has; it fails where this user can have none of them.
pub fn as_root(program: &str) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    command
}

/// Gives a file or folder to the user that the server runs as.
pub fn give(path: &Path) {
    if is_root() {
        assert!(Command::new("chown").arg("nobody").arg(path).status().unwrap().success());
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
