//! xAPI with a `tincan.xml`: an activity that is launched with an address, an actor and credentials in its query. Source: Rustici
//! Software, tincan.xsd; `name` and `description` come before `launch`, which stands once in the file.

use super::adapter::{Adapter, adapter};
use super::launched::{descriptions, table, titles};
use super::manifest::{Xml, document, text_in};
use crate::course::Module;
use crate::tree::Tree;
use crate::xapi::vocabulary::activity_type;
use std::io;

const LAUNCH: &str = "index.html";

static ADAPTER: Adapter =
    adapter(Some("XAPI"), &["xapi.js", "alone.js", "statements.js", "launch.js", "nearby.js", "tincan.js"]);

/// The pages with the adapter for such a launch, and the description of the activity.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    ADAPTER.put(&mut pages, table(module, &[("module", &module.iri)]));
    pages.put("tincan.xml", document(|xml| description(xml, module)));
    pages
}

fn description(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let root = xml.create_element("tincan").with_attribute(("xmlns", "http://projecttincan.com/tincan.xsd"));
    root.write_inner_content(|xml| {
        xml.create_element("activities").write_inner_content(|xml| {
            let activity = xml
                .create_element("activity")
                .with_attribute(("id", module.iri.as_str()))
                .with_attribute(("type", activity_type("module")));
            activity.write_inner_content(|xml| {
                titles(module).iter().try_for_each(|(language, title)| text_in(xml, "name", language, title))?;
                let told = descriptions(module);
                told.iter().try_for_each(|(language, about)| text_in(xml, "description", language, about))?;
                text_in(xml, "launch", module.language, LAUNCH)
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
