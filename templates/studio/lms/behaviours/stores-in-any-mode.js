// facts/moodle.md §4: "Review and browse (Preview) modes still store everything: datamodel.php has no mode check", and "no
// server-side check exists: what is posted is stored". Only the elements of the data model are looked at.

export function storePosted(tracks, { learner, attempt, sco, page }, pairs) {
  pairs.filter(([element]) => element.startsWith('cmi.')).forEach(([element, value]) => tracks.insert(learner, attempt, sco, element, value, page));
  return 'true\n0';
}
