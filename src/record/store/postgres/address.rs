//! Where a server is, who asks it, and how the line to it is kept private.

use crate::record::ServerFault;
use ::postgres::config::{Host, SslMode};
use ::postgres::{Client, Config, Error, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fmt, fs};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long a server is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// The address of a data base.
pub(super) struct Address {
    config: Config,
    /// None where the line is private without it.
    tls: Option<ClientConfig>,
}

impl Address {
    /// An address as a person writes it: `postgres://USER@HOST/NAME`, with `passfile`, `sslmode` and `sslrootcert` besides what the
    /// client library knows.
    ///
    /// # Errors
    /// Why it is none, or what it names that cannot be used.
    pub fn read(url: &str) -> Result<Self, ServerFault> {
        let (place, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut passfile, mut mode, mut root, mut rest) =
            (None, None, None, form_urlencoded::Serializer::new(String::new()));
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "passfile" => passfile = Some(PathBuf::from(value.into_owned())),
                "sslmode" => mode = Some(value.into_owned()),
                "sslrootcert" => root = Some(PathBuf::from(value.into_owned())),
                _ => drop(rest.append_pair(&name, &value)),
            }
        }
        let mut config: Config = format!("{place}?{}", rest.finish().replace('+', "%20"))
            .parse::<Config>()
            .map_err(|error| fault("address", &error))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        // A server that is gone without a word is noticed, also while an answer is waited for.
        config.application_name("cartable").tcp_user_timeout(Duration::from_secs(20));
        config.keepalives_idle(PATIENCE).keepalives_interval(Duration::from_secs(2)).keepalives_retries(3);
        if config.get_password().is_none()
            && let Some(password) = password(&config, passfile)?
        {
            config.password(password);
        }
        let is_local = config.get_hosts().iter().all(is_local);
        let tls = match mode.as_deref() {
            Some("disable") => None,
            None if is_local => None,
            None | Some("require" | "verify-ca" | "verify-full") => Some(trust(root.as_deref())?),
            Some(mode) => return Err(fault("sslmode", &mode)),
        };
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, tls })
    }

    /// A connection.
    ///
    /// # Errors
    /// Where there is none.
    pub fn connect(&self) -> Result<Client, Error> {
        match &self.tls {
            Some(tls) => self.config.connect(MakeRustlsConnect::new(tls.clone())),
            None => self.config.connect(NoTls),
        }
    }
}

fn fault(key: &'static str, detail: &dyn fmt::Display) -> ServerFault {
    ServerFault { key, detail: detail.to_string() }
}

/// Whether nobody else is on the line.
fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// The certificates that a server's is held against: those in a file, or those that this machine trusts.
fn trust(root: Option<&Path>) -> Result<ClientConfig, ServerFault> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| fault("tls", &error))?;
    let Some(path) = root else {
        let builder = builder.with_platform_verifier().map_err(|error| fault("tls", &error))?;
        return Ok(builder.with_no_client_auth());
    };
    let mut store = RootCertStore::empty();
    let text = fs::read(path).map_err(|_| fault("no_file", &path.display()))?;
    let none = || fault("no_certificate", &path.display());
    for certificate in CertificateDer::pem_slice_iter(&text) {
        store.add(certificate.map_err(|_| none())?).map_err(|_| none())?;
    }
    if store.is_empty() {
        return Err(none());
    }
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

/// The password, from where PostgreSQL's own programs have it. Source: PostgreSQL, 34.15 and 34.16.
fn password(config: &Config, passfile: Option<PathBuf>) -> Result<Option<String>, ServerFault> {
    if let (None, Some(password)) = (&passfile, env::var("PGPASSWORD").ok()) {
        return Ok(Some(password));
    }
    let named = passfile.or_else(|| env::var_os("PGPASSFILE").map(PathBuf::from));
    let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".pgpass")).filter(|path| path.exists());
    let Some(path) = named.or_else(home) else { return Ok(None) };
    if is_open(&path) {
        return Err(fault("open_file", &path.display()));
    }
    let text = fs::read_to_string(&path).map_err(|_| fault("no_file", &path.display()))?;
    Ok(find(&text, config))
}

fn is_open(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// The password of the first line that fits: host, port, data base, user, password.
fn find(text: &str, config: &Config) -> Option<String> {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        _ => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().unwrap_or_default();
    let name = config.get_dbname().unwrap_or(user);
    let wanted = [host.as_str(), port.as_str(), name, user];
    text.lines().find_map(|line| {
        let fields = fields(line);
        let (password, rest) = fields.split_last().filter(|_| fields.len() == 5 && !line.starts_with('#'))?;
        let fits = rest.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted);
        fits.then(|| password.clone())
    })
}

/// The fields of a line, in which a backslash takes its meaning from what follows.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut chars) = (vec![String::new()], line.chars());
    while let Some(c) = chars.next() {
        match c {
            ':' => fields.push(String::new()),
            c => {
                let c = if c == '\\' { chars.next().unwrap_or(c) } else { c };
                fields.last_mut().into_iter().for_each(|field| field.push(c));
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_found_in_the_address_or_in_a_file() {
        let address = Address::read("postgres://me:secret@127.0.0.1:5433/records?connect_timeout=3").unwrap();
        assert_eq!(address.config.get_password(), Some("secret".as_bytes()));
        assert_eq!(address.config.get_connect_timeout(), Some(&Duration::from_secs(3)));
        let file = "# host:port\nother:*:*:*:no\n127.0.0.1:5433:records:me:a\\:b\\\\c\n*:*:*:*:later\n";
        assert_eq!(find(file, &address.config).as_deref(), Some("a:b\\c"));
        let elsewhere = Address::read("postgres://me@db.example.org/records").unwrap();
        assert!(elsewhere.tls.is_some() && address.tls.is_none(), "whoever is elsewhere is asked in private");
        for bad in ["postgres://h/x?sslmode=prefer", "postgres://h/x?unheard=1", "postgres://h:port/x"] {
            assert!(Address::read(bad).is_err(), "{bad}");
        }
    }
}
