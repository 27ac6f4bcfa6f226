// A picture for the text that is open: dropped on it, or chosen. It goes into media/ without what a camera wrote into it, and its line is put
// where the caret stands, with the words for those who do not see it.

import { announce, make } from './dom.js';
import { send } from './server.js';
import { smaller, WIDEST } from './smaller.js';

const LARGE = 300000;

// `insert(markdown)` puts a line into the text.
export function createPictures(words, insert) {
  const file = make('input', { type: 'file', accept: 'image/png,image/jpeg,image/webp,image/gif', id: 'picture-file' });
  const alt = make('input', { id: 'picture-alt', required: true, 'aria-describedby': 'picture-help' });
  const credit = make('input', { id: 'picture-credit', required: true });
  const fit = make('input', { type: 'checkbox', checked: true });
  const form = make('form', { onsubmit: (event) => { event.preventDefault(); put(); } },
    make('label', { for: 'picture-file' }, words.picture_file), file,
    make('label', { for: 'picture-alt' }, words.picture_alt), alt, make('p.help', { id: 'picture-help' }, words.picture_help),
    make('label', { for: 'picture-credit' }, words.picture_credit), credit,
    make('label.tick', {}, fit, words.picture_fit.replace('{width}', WIDEST)),
    make('button.act', {}, words.picture_add));
  const element = make('details.maker', {}, make('summary', {}, words.picture), form);

  async function put() {
    const given = file.files[0];
    if (!given || !alt.value.trim()) return;
    let made;
    let drawn;
    try {
      drawn = fit.checked ? await smaller(given) : { file: given };
      made = await send('picture', { name: given.name }, drawn.file);
    } catch (error) {
      announce(error.message);
      return;
    }
    insert('![' + alt.value.trim().replace(/([[\]\\])/g, '\\$1') + '](' + made.key + ')\n\n' + asWords(credit.value.trim()));
    const said = [words.picture_done.replace('{file}', made.key).replace('{size}', Math.ceil(made.size / 1000)).replace('{width}', made.pixels[0]).replace('{height}', made.pixels[1])];
    if (drawn.to < drawn.from) said.push(words.picture_smaller.replace('{before}', drawn.from).replace('{after}', drawn.to));
    if (made.turned) said.push(words.picture_turned);
    if (made.size > LARGE) said.push(words.picture_large);
    announce(said.join(' '));
    form.reset();
    element.open = false;
  }

  // A picture that is dropped anywhere on the text waits for its words.
  function drop(event) {
    const dropped = event.dataTransfer && event.dataTransfer.files;
    if (!dropped || !dropped.length) return;
    event.preventDefault();
    file.files = dropped;
    element.open = true;
    alt.focus();
  }

  return { element, drop };
}

// A line as words: what would begin a heading, a list, a quote, a rule, code, markup or a link's address there is a sign like any other.
const asWords = (line) => line.replace(/^\d+(?=[.)](\s|$))|^(?=[#>+~|=-]|[*_](\s|[*_\s]*$)|```|<[a-z/!?][^:]*$|\[[^\]]*\]:)/i, '$&\\');
