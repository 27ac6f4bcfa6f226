// What replacing the package would do to learners, before anybody does it in a real LMS.

import { announce, make } from './dom.js';
import { ask, tell } from './server.js';

export async function openReplacing(words) {
  let said;
  try {
    said = await ask('compare');
  } catch (error) {
    announce(error.message);
    return;
  }
  const box = make('dialog', { 'aria-labelledby': 'replacing' });
  const close = () => box.close();
  const replace = async () => {
    let done = words.replaced;
    try {
      await tell('replace', {});
    } catch (error) {
      done = error.message;
    }
    close();
    announce(done);
  };
  box.addEventListener('close', () => box.remove());
  box.append(
    make('h2', { id: 'replacing' }, words.replacing),
    make('p', {}, said.changes.length ? words.replacing_changes : words.replacing_none),
    make('ul.plain-list', {}, said.changes.map(({ sort, what, path }) => make('li', {}, sort + ' ' + what + ' ' + path))),
    make('ul.findings', {}, said.findings.map((finding) => make('li.' + finding.severity, {}, make('p.message', {}, finding.message), make('p.help', {}, finding.help)))),
    make('div.doing', {},
      make('button.act', { type: 'button', onclick: replace }, words.replace),
      make('button.plain', { type: 'button', onclick: close }, words.cancel)),
  );
  document.body.append(box);
  box.showModal();
}
