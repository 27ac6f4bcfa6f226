//! The table of rules: one row each, with its texts and the clause it rests on in `templates/findings/LANGUAGE/verify.toml`.
//! Z is for the archive, M for the manifest, L for what an LMS will do with the package, P for privacy. A code is never
//! given to another rule.

use crate::diagnostic::Rule;

macro_rules! rules {
    ($($name:ident $severity:ident $code:ident)*) => {
        $(pub(super) static $name: Rule = Rule::$severity(stringify!($code));)*

        /// Every rule that a package is held against.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    NOT_A_ZIP           error   Z001
    BROKEN_DIRECTORY    error   Z002
    ENCRYPTED           error   Z003
    ZIP64               error   Z004
    COMPRESSION         error   Z005
    OVERLAP             error   Z006
    TOO_MANY_FILES      error   Z007
    TOO_MUCH_CONTENT    error   Z008
    SIZE_LIES           error   Z009
    DAMAGED             error   Z010
    TRAVERSAL           error   Z011
    BACKSLASH           warning Z012
    SAME_NAME           error   Z013
    SAME_NAME_BY_CASE   warning Z014
    SAME_NAME_CLEANED   error   Z015
    NAME_NOT_ASCII      warning Z016
    NAME_ENCODING       error   Z017
    NAME_LETTERS        note    Z018
    NAME_WINDOWS        warning Z019
    REFUSED_KIND        warning Z020
    SYMLINK             error   Z021
    FOLDER_ENTRY        note    Z022
    LARGE               warning Z023
    NESTED_ARCHIVE      warning Z024
    LITTER              note    Z025
    NAME_LONG           error   Z026
    NOT_EXAMINED        warning Z027
    MORE                note    Z028

    NO_MANIFEST         error   M001
    MANIFEST_IN_FOLDER  error   M002
    MANIFEST_CASE       error   M003
    NOT_XML             error   M004
    DOCTYPE             error   M005
    NOT_UTF8            warning M006
    ENCODING_LIES       error   M007
    BOM                 note    M008
    ROOT                error   M009
    PREFIX              error   M010
    ADLCP_NAMESPACE     error   M011
    SCHEMA              warning M012
    SCHEMA_VERSION      error   M013
    NO_ORGANIZATION     error   M014
    DEFAULT_UNKNOWN     error   M015
    DEFAULT_MISSING     warning M016
    NO_ITEM             error   M017
    NO_TITLE            error   M018
    REF_UNKNOWN         error   M019
    SAME_IDENTIFIER     error   M020
    IDENTIFIER          error   M021
    IDENTIFIER_ASCII    warning M022
    LEAF_WITHOUT_REF    warning M023
    RESOURCE_TYPE       error   M024
    SCORM_TYPE          error   M025
    NO_HREF             error   M026
    FILE_MISSING        error   M027
    FILE_CASE           error   M028
    HREF_OUTSIDE        error   M029
    HREF_FORM           error   M030
    HREF_UNLISTED       warning M031
    FILES_UNLISTED      warning M032
    FOREIGN_ELEMENT     error   M033
    OUT_OF_PLACE        error   M034
    VALUE               error   M035
    SEVERAL_SCOS        note    M036
    LOM_PARTIAL         warning M037
    SCORM_2004          warning M038
    OTHER_KIND          warning M039
    SUBMANIFEST         warning M040
    MANIFEST_ABSURD     error   M041
    NO_SCO              warning M042

    NEVER_STARTS        warning L001
    TOO_LONG            error   L002
    CHARACTER_REFERENCE warning L003
    CDATA_AMPERSAND     warning L004
    ZERO                warning L005
    UNTRIMMED           warning L006
    BASE_IGNORED        error   L007
    MASTERY             warning L008
    MIME                warning L009
    UNLOAD              warning L010
    NAMES_OF_2004       warning L011
    EXIT_NORMAL         warning L012
    STATUS_REFUSED      warning L013
    API_OF_2004         warning L014
    NEVER_FINISHES      warning L015
    TITLE_TAGS          warning L016
    HIDDEN_ITEM         note    L017
    ASSET_COMPLETES     note    L018
    MAP_INFO            error   L019

    OUTSIDE_REQUEST     error   P001
    OUTSIDE_FORM        error   P002
    OUTSIDE_ADDRESS     note    P003
    STORAGE             note    P004
    COOKIE              warning P005
    KEY_IN_CLEAR        error   P006
    LEARNER_NAME        note    P007
    SENSOR              warning P008
}
