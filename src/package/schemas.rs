//! The official schemas that a package may carry, so that a checker finds them beside the manifest. They are the standard
//! bodies' and not the project's: whoever wants them in names a folder that has them.

/// How the schemas of a format are told from those of other editions, which have files of the same names.
#[derive(Debug)]
pub struct Schemas {
    /// The format.
    pub format: &'static str,
    /// A file that stands in their folder.
    pub file: &'static str,
    /// What that file says in this edition only.
    pub says: &'static str,
}

const KNOWN: [Schemas; 2] = [
    Schemas { format: "scorm12", file: "adlcp_rootv1p2.xsd", says: "masteryscore" },
    Schemas { format: "scorm2004", file: "adlcp_v1p3.xsd", says: "completedByMeasure" },
];

/// The schemas of a format; none where it names no schemas in its packages.
pub fn schemas(format: &str) -> Option<&'static Schemas> {
    KNOWN.iter().find(|schemas| schemas.format == format)
}

/// Whether a file belongs to a set of schemas. The names that tools give their own files begin with `_`.
pub fn is_schema(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".xsd", ".dtd"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with('_')
}
