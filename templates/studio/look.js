// The room at the right: the module as learners get it, in the width, the light, the language and the format that are chosen. It follows each
// change of the deck; after a mistake the last good page stays.

import { announce, make } from './dom.js';
import { ask } from './server.js';
import { open } from './studio.js';

const WIDTHS = ['fit', '1280', '714', '360'];

export function createLook(root, studio) {
  const { look: words } = studio.texts;
  const asked = { format: null, language: null, scope: null, width: 'fit', light: 'light' };
  let shown = null;
  const frame = make('iframe', {
    title: words.module, sandbox: 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads',
  });
  const stage = make('div.stage', {}, frame);
  const say = make('p.stale', { hidden: true });
  const bar = make('div.bar');
  root.setAttribute('aria-label', words.title);
  root.append(bar, say, stage);

  const choice = (key, label, values, named = (value) => value) => {
    const id = 'look-' + key;
    const pick = make('select', { id, onchange: () => { asked[key] = pick.value; renew(); } },
      values.map((value) => make('option', { value, selected: value === asked[key] }, named(value))));
    return make('div.pick', {}, make('label', { for: id }, label), pick);
  };

  function draw({ deck, file }) {
    const edition = deck.editions.find((one) => file && one.themes.some((theme) => holds(theme, file))) || null;
    const theme = edition && edition.themes.find((one) => holds(one, file));
    const themes = deck.editions.length ? deck.editions[0].themes : [];
    // The module follows the text that is open.
    if (theme && theme.id !== asked.follow) Object.assign(asked, { scope: theme.id, follow: theme.id });
    if (edition && edition.language !== asked.read) Object.assign(asked, { language: edition.language, read: edition.language });
    const languages = deck.languages.concat(deck.languages.length > 1 ? ['all'] : []);
    const scopes = themes.map((one) => one.id).concat('deck');
    const first = (key, values) => { if (!values.includes(asked[key])) [asked[key]] = values; };
    first('format', deck.formats);
    first('language', languages);
    first('scope', scopes);
    bar.replaceChildren(
      choice('scope', words.scope, scopes, (id) => (id === 'deck' ? words.deck : (themes.find((one) => one.id === id) || {}).title || id)),
      choice('language', words.language, languages, (one) => (one === 'all' ? words.all : one)),
      choice('format', words.format, deck.formats),
      choice('width', words.width, WIDTHS, (one) => (one === 'fit' ? words.fit : one)),
      choice('light', words.colours, ['light', 'dark'], (one) => words[one]),
    );
    renew();
  }

  async function renew() {
    stage.dataset.width = asked.width;
    frame.style.colorScheme = asked.light;
    const { format, language, scope } = asked;
    let made;
    try {
      made = await ask('preview', { format, language, scope });
    } catch (error) {
      announce(error.message);
      return;
    }
    // Meanwhile something else may have been asked for.
    if ([format, language, scope].some((value, at) => value !== [asked.format, asked.language, asked.scope][at])) return;
    say.hidden = made.is && made.number === studio.deck.number;
    say.textContent = made.is ? words.stale : words.none;
    const address = made.is ? made.address : 'about:blank';
    if (address === shown) return;
    const card = studio.file && cardOf(studio.deck, studio.file);
    frame.src = address + (card ? '#' + card : '');
    shown = address;
  }

  // A click in the module leads to its text.
  addEventListener('message', async (event) => {
    if (event.source !== frame.contentWindow || event.origin !== new URL(studio.deck.modules).origin) return;
    if (!event.data || event.data.cartable !== 'place') return;
    try {
      const found = await ask('place', { language: asked.language, id: String(event.data.id), text: String(event.data.text) });
      open(found.file, found.line);
    } catch (error) {
      announce(error.message);
    }
  });

  return { draw };
}

const holds = (theme, file) => [theme].concat(theme.cards, theme.capsules).some((part) => part.file === file) || theme.teaching === file;

function cardOf(deck, file) {
  const cards = deck.editions.flatMap((edition) => edition.themes.flatMap((theme) => theme.cards));
  return (cards.find((card) => card.file === file) || {}).id;
}
