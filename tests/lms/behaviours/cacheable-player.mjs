// facts/moodle.md §8: "player.php is cacheable (private, max-age=0, no no-store) and carries the learner's data inside the page. Going
// back to it by the browser's history shows the old data." The SCO is in the frame #scorm_object.

export const PLAYER_HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, max-age=0' };

// `page` is the data; `script` the texts of the client; `frame` the address of the SCO.
export function playerHtml(page, script, frame) {
  const data = JSON.stringify(page).replace(/</g, '\\u003c');
  return '<!doctype html><html lang="en"><meta charset="utf-8"><title>Player</title><link rel="icon" href="data:,">'
    + '<a id="exit" href="/course">Exit activity</a> <a id="dashboard" href="/dashboard">Dashboard</a>'
    + '<script>\n' + script + '\ninstall(window, ' + data + ');\n</script>'
    + '<iframe id="scorm_object" title="module" width="714" height="666" style="border:0" allowfullscreen src="' + frame + '"></iframe></html>';
}
