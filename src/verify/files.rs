//! The names by which files are known in a package. Knows nothing of what is in them.

/// The manifest of SCORM and of Common Cartridges: the one name that LMSs look for.
pub(super) const IMS: &str = "imsmanifest.xml";
/// The course structure of cmi5.
pub(super) const CMI5: &str = "cmi5.xml";
/// The manifest of packages that speak xAPI alone.
pub(super) const TINCAN: &str = "tincan.xml";

/// A name as it is compared: with `/`, and without parts that mean nothing.
pub(super) fn plain(name: &str) -> String {
    let path = name.replace('\\', "/");
    if !path.starts_with("./") && !path.contains("//") && !path.contains("/./") {
        return path;
    }
    let begin = if path.starts_with('/') { "/" } else { "" };
    let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
    let end = if path.ends_with('/') { "/" } else { "" };
    format!("{begin}{}{end}", parts.collect::<Vec<_>>().join("/"))
}
