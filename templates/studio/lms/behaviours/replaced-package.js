// facts/moodle.md §8: "Replacing the package by the form keeps the SCO ids (same identifiers), the attempts, and players that are open."
// §3: the content's address changes. Parts with other identifiers go, and with them what was tracked.

export function replacePackage(site, given) {
  if (site.package && site.package.sco !== given.sco) site.tracks.drop(site.package.sco);
  site.package = { ...given, revision: site.package ? site.package.revision + 1 : 1 };
}
