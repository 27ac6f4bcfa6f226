// The room at the right: the module as learners get it, in the width, the colours, the language and the format that are chosen, and below it
// the simulated LMS. It follows each change of the deck; after a mistake the last good page stays.

import { createCourse } from './course.js';
import { announce, make } from './dom.js';
import { createPanel } from './lms/panel.js';
import { PROFILES } from './lms/profiles.js';
import { ask, tell } from './server.js';
import { openReplacing } from './replacing.js';
import { open } from './address.js';

const WIDTHS = ['fit', '1280', '714', '360'];
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads';
// How long a page gets to close its module, in milliseconds.
const GOODBYE = 4000;

export function createLook(root, studio) {
  const { look: words, lms: texts } = studio.texts;
  const asked = { format: null, language: null, scope: null, width: 'fit', colours: 'light', profile: PROFILES[0].key };
  // What each LMS holds, by what is played in it: it outlives a new build of the module.
  const kept = new Map();
  // `turn` counts the answers, `isOpen` is whether the learner is in the module, `isWhole` whether the page has got back what its LMS holds.
  const state = { address: null, panel: null, key: '', language: null, asked: 0, turn: 0, isOpen: false, isWhole: true, leaving: null, left: null };
  let frame = make('iframe', { title: words.module, sandbox: SANDBOX });
  const stage = make('div.stage', {}, frame);
  const course = make('div');
  const say = make('p.stale', { hidden: true });
  const bar = make('div.bar');
  const below = make('div');
  const drawer = make('details.drawer', { open: window.innerHeight > 980 }, make('summary', {}, texts.title), below);
  root.setAttribute('aria-label', words.title);
  root.append(bar, say, stage, course, drawer);

  const play = (message) => frame.contentWindow.postMessage(message, origin());
  const origin = () => new URL(studio.deck.modules).origin;

  const choice = (key, label, values, named = (value) => value) => {
    const id = 'look-' + key;
    const pick = make('select', { id, onchange: () => { asked[key] = pick.value; draw(studio); } },
      values.map((value) => make('option', { value, selected: value === asked[key] }, named(value))));
    return make('div.pick', {}, make('label', { for: id }, label), pick);
  };
  const locate = make('button.plain', { type: 'button', 'aria-pressed': 'false', onclick: () => {
    const on = locate.getAttribute('aria-pressed') !== 'true';
    locate.setAttribute('aria-pressed', String(on));
    play({ cartable: 'locate', on });
  } }, words.locate);

  function draw({ deck, file }) {
    followFile(deck, file);
    const themes = deck.editions.length ? deck.editions[0].themes : [];
    const languages = deck.languages.concat(deck.languages.length > 1 ? ['all'] : []);
    const scopes = themes.map((one) => one.id).concat('deck');
    const profiles = PROFILES.filter((one) => one.formats.includes(asked.format)).map((one) => one.key);
    const first = (key, values) => { if (!values.includes(asked[key])) [asked[key]] = values; };
    first('format', deck.formats);
    first('language', languages);
    first('scope', scopes);
    if (profiles.length) first('profile', profiles);
    const focused = bar.contains(document.activeElement) ? document.activeElement.id : null;
    bar.replaceChildren(
      choice('scope', words.scope, scopes, (id) => (id === 'deck' ? words.deck : (themes.find((one) => one.id === id) || {}).title || id)),
      choice('language', words.language, languages, (one) => (one === 'all' ? words.all : one)),
      choice('format', words.format, deck.formats),
      choice('width', words.width, WIDTHS, (one) => (one === 'fit' ? words.fit : one)),
      choice('colours', words.colours, ['light', 'dark'], (one) => words[one]),
      profiles.length ? choice('profile', texts.profiles.label, profiles, (one) => texts.profiles[one]) : '',
      profiles.length ? locate : '',
    );
    if (focused) document.getElementById(focused).focus();
    renew();
  }

  // The module follows the text that is open.
  function followFile(deck, file) {
    const edition = deck.editions.find((one) => one.themes.some((theme) => holds(theme, file)));
    if (!edition || file === asked.file) return;
    Object.assign(asked, { file, scope: edition.themes.find((theme) => holds(theme, file)).id, language: edition.language });
  }

  const keyNow = () => [asked.format, asked.language, asked.scope, asked.profile].join(' ');

  async function renew() {
    stage.dataset.width = asked.width;
    frame.style.colorScheme = asked.colours;
    const { format, language, scope, profile } = asked;
    const key = keyNow();
    const turn = ++state.asked;
    let made;
    try {
      made = await ask('preview', { format, language, scope });
    } catch (error) {
      announce(error.message);
      return;
    }
    // Meanwhile something else may have been asked for, or a later answer may have come.
    if (key !== keyNow() || turn < state.turn) return;
    state.turn = turn;
    // A module of a later state than the page has heard of yet is no old one.
    say.hidden = made.is && made.number >= studio.deck.number;
    say.textContent = why(made.is);
    stage.hidden = made.course !== undefined;
    course.replaceChildren(...(made.course ? [createCourse(words, made.course)] : []));
    const card = cardOf(studio.deck, studio.file);
    const address = made.address ? made.address + '?' + new URLSearchParams(card ? { profile, card } : { profile }) : 'about:blank';
    if (address === state.address) return;
    // The page that is left cannot be shown again as it is.
    state.address = null;
    await leave();
    if (turn !== state.turn || key !== keyNow()) return;
    const isRecorded = made.address && PROFILES.some((one) => one.formats.includes(format));
    if (!isRecorded || key !== state.key || !state.panel) {
      const report = (more) => tell('tutor', { format, language, scope, profile, ...more }).then((told) => told.address);
      state.panel = isRecorded ? createPanel(below, { texts, data: made.data, play, format, report }) : null;
      drawer.hidden = !isRecorded;
    }
    Object.assign(state, { address, key, language, isOpen: false, isWhole: !savedOf(key) });
    show(address + (card && !isRecorded ? '#' + card : ''));
  }

  // Why there is no module of the deck as it is; `isOld` where an older one is shown.
  function why(isOld) {
    const { errors, editions } = studio.deck;
    const themes = (editions.length ? editions[0].themes : []).filter(({ id }) => asked.scope === 'deck' || id === asked.scope);
    if (errors) return isOld ? words.stale : words.none;
    return themes.some(({ cards }) => cards.length) ? words.unmade : words.no_card;
  }

  // Each page has a frame of its own. So a message of the page before comes from no frame that is here, and no browser drops a
  // navigation because another one has just ended.
  function show(src) {
    const fresh = make('iframe', { title: words.module, sandbox: SANDBOX, src });
    fresh.style.colorScheme = asked.colours;
    const isFocused = document.activeElement === frame;
    frame.replaceWith(fresh);
    frame = fresh;
    if (isFocused) frame.focus();
  }

  // The learner leaves before the page goes: what the module sends last reaches its LMS.
  function leave() {
    if (state.isOpen && !state.leaving) {
      state.leaving = new Promise((resolve) => { state.left = resolve; setTimeout(resolve, GOODBYE); }).then(() => { state.leaving = null; });
      play({ cartable: 'do', act: 'close' });
    }
    return state.leaving;
  }

  addEventListener('message', ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin() || !data || !data.cartable) return;
    if (data.cartable === 'ready') ready();
    if (data.cartable === 'state') keep(data);
    if (data.cartable === 'visit') visit(data);
    if (data.cartable === 'place') find(data);
    if (state.panel) state.panel.hear(data);
  });

  // What the LMS of a page holds, if there is anything.
  function savedOf(key) {
    const saved = kept.get(key);
    return saved && saved.rows.length ? saved : null;
  }

  // A module that was built again goes on where its LMS stood.
  function ready() {
    const saved = savedOf(state.key);
    if (saved) play({ cartable: 'restore', state: saved });
    if (locate.getAttribute('aria-pressed') === 'true') play({ cartable: 'locate', on: true });
  }

  // What a page holds before it was given what its LMS held is not kept.
  function keep({ saved, restored }) {
    state.isWhole = state.isWhole || restored === true;
    if (state.isWhole) kept.set(state.key, saved);
  }

  function visit({ open: isOpen }) {
    state.isOpen = isOpen === true;
    if (!state.isOpen && state.left) state.left();
  }

  async function find({ id, text }) {
    try {
      const found = await ask('place', { language: state.language, id: String(id), text: String(text) });
      open(found.file, found.line);
    } catch (error) {
      announce(error.message);
    }
  }

  root.addEventListener('lms', ({ detail }) => {
    const { languages } = studio.deck;
    if (detail.act === 'replace') {
      openReplacing(words);
      return;
    }
    asked.language = languages[(languages.indexOf(asked.language) + 1) % languages.length];
    draw(studio);
  });

  return { draw };
}

const holds = (theme, file) => [theme].concat(theme.cards, theme.capsules).some((part) => part.file === file) || theme.teaching === file;

function cardOf(deck, file) {
  const cards = deck.editions.flatMap((edition) => edition.themes.flatMap((theme) => theme.cards));
  return (cards.find((card) => card.file === file) || {}).id;
}
