//! The table of rules: one row each, with its texts in `templates/findings/LANGUAGE/verify.toml` and the clause it rests on
//! in `templates/clauses.toml`. Z is for the archive, M for manifests and content packaging, S for SCORM 2004, K for cmi5,
//! X for tincan.xml, W for pages and sites, L for what an LMS will do with the package, P for privacy. A code is never given
//! to another rule.

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
    SCORM_2004          note    M038
    OTHER_KIND          warning M039
    SUBMANIFEST         warning M040
    MANIFEST_ABSURD     error   M041
    NO_SCO              warning M042
    ATTRIBUTE_MISSING   error   M043
    STRAY_TEXT          error   M044
    LONGER_THAN_ALLOWED error   M045

    SCHEMA_OF_2004      error   S001
    OLDER_EDITION       note    S002
    DEFAULT_REQUIRED    error   S003
    LONGER_THAN_SAFE    warning S004
    PARAMETERS_UNUSED   warning S005
    PARAMETERS_FORM     error   S006
    PARENT_LAUNCHES     error   S007
    LEAF_LAUNCHES_NOT   error   S008
    NEEDS_SCO           error   S009
    THRESHOLD_TEXT      error   S010
    THRESHOLD_IGNORED   warning S011
    BASE_FORM           error   S012
    SEQUENCING_ID       error   S013
    SEQUENCING_REF      error   S014
    OBJECTIVE_ID        error   S015
    MAP_TWICE           error   S016
    CAUTION             warning S017
    HREF_EXTENSION      error   S018
    DANGLING            warning S019
    SCHEMA_FILE         error   S020
    HREF_REQUIRED       error   S021
    ROOT_ACTION         error   S022

    COURSE_IRI          error   K001
    COURSE_SAME_ID      error   K002
    OBJECTIVE_UNKNOWN   error   K003
    COURSE_URL          error   K004
    QUERY_NAME          error   K005
    MOVE_ON_MISSING     warning K006
    LANGSTRING          warning K007
    AU_OUTSIDE          note    K008
    AU_SILENT           warning K009

    SEVERAL_TINCAN      error   A001
    LAUNCH_COUNT        error   A002
    ACTIVITY_IRI        error   A003
    SAME_ACTIVITY       error   A004
    LAUNCH_URL          error   A005
    LAUNCH_NAMES        warning A006
    PROVIDER_SECRET     error   A007
    ACTIVITY_SILENT     warning A008
    LAUNCH_OUTSIDE      note    A009

    SITE                note    W001
    SITE_LOOKS_FOR_LMS  warning W002
    LINK_BROKEN         warning W003
    PAGE_LANGUAGE       warning W004

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
    SEVERAL_SCOS_2004   warning L020
    SEQUENCING_IGNORED  note    L021
    BUTTONS_IGNORED     note    L022
    API_OF_12           warning L023
    EXIT_NOT_SUSPEND    warning L024
    NEVER_SUSPENDS      warning L025
    NO_COMPLETION       warning L026
    SCALED_ONLY         warning L027
    NAVIGATION          error   L028
    NAMES_OF_12         warning L029
    NO_SUCCESS          note    L030

    OUTSIDE_REQUEST     error   P001
    OUTSIDE_FORM        error   P002
    OUTSIDE_ADDRESS     note    P003
    STORAGE             note    P004
    COOKIE              warning P005
    KEY_IN_CLEAR        error   P006
    LEARNER_NAME        note    P007
    SENSOR              warning P008
}
