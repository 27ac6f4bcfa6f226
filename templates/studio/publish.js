// The room "Publish": what to make, what came of it, and what a release still wants. Nothing here writes into the deck.

import { announce, make } from './dom.js';
import { ask, tell } from './server.js';
import { createWants } from './wants.js';
import { createPrinted } from './printed.js';

const PAUSE = 400;

export function createPublish(root, studio) {
  const { publish: words } = studio.texts;
  const chosen = { formats: ['scorm12'], languages: null, together: false, split: 'theme', themes: [], countries: [], forums: null, tracking: null, release: false };
  const form = make('form.order', { onsubmit: (event) => { event.preventDefault(); order(); } });
  const state = make('p.told', { role: 'status' });
  const printed = createPrinted(words, studio.texts.write);
  const wants = createWants(words, studio.texts.write);
  let drawn = null;
  let busy = false;
  root.setAttribute('aria-label', words.title);
  root.append(make('h2', {}, words.title), make('p.lead', {}, words.lead), make('div.press', {},
    make('div.wanted', {}, form, wants.element), make('div.made', {}, make('h3', {}, words.made), state, printed.element)));

  function draw({ deck, hall }) {
    if (hall !== 'publish') return;
    const shape = JSON.stringify([deck.languages, themesOf(deck), deck.packages, deck.countries, deck.tracking]);
    if (shape !== drawn) fill(deck);
    if (!drawn) look();
    drawn = shape;
    wants.renew(deck.number);
  }

  function fill(deck) {
    const themes = themesOf(deck);
    chosen.languages = (chosen.languages || deck.languages).filter((one) => deck.languages.includes(one));
    chosen.countries = chosen.countries.filter((id) => deck.countries.includes(id));
    chosen.themes = chosen.themes.filter((id) => themes.some((theme) => theme.id === id));
    const several = deck.languages.length > 1;
    form.replaceChildren(
      make('fieldset', {}, make('legend', {}, words.formats), deck.packages.map((key) => tick('formats', key, words.format[key], words.about[key]))),
      make('fieldset', {}, make('legend', {}, words.languages), deck.languages.map((one) => tick('languages', one, named(one))),
        several ? make('label.tick', {}, make('input', { type: 'checkbox', id: 'publish-together', checked: chosen.together, onchange: (event) => { chosen.together = event.target.checked; } }), make('span', {}, words.together)) : null),
      make('div.pick', {}, make('label', { for: 'publish-split' }, words.split),
        make('select', { id: 'publish-split', onchange: (event) => { chosen.split = event.target.value; } },
          ['theme', 'situation', 'deck'].map((value) => make('option', { value, selected: value === chosen.split }, words.splits[value])))),
      make('details', {}, make('summary', {}, words.only), make('fieldset', {}, make('legend', {}, words.themes), themes.map((theme) => tick('themes', theme.id, theme.title || theme.id)))),
      make('details', {}, make('summary', {}, words.more),
        choice('tracking', deck.tracking.all, chosen.tracking || deck.tracking.own), choice('forums', deck.forums, chosen.forums || deck.forums[deck.forums.length - 1]),
        deck.countries.length ? make('fieldset', {}, make('legend', {}, words.countries), deck.countries.map((id) => tick('countries', id, id))) : null),
      make('label.tick', {}, make('input', { type: 'checkbox', checked: chosen.release, onchange: (event) => { chosen.release = event.target.checked; } }),
        make('span', {}, words.release)),
      make('p', {}, make('button.act', { id: 'publish-go' }, words.go)),
    );
  }

  // One of a list, under the name of the command's option.
  function choice(key, values, now) {
    const pick = make('select', { id: 'publish-' + key, onchange: () => { chosen[key] = pick.value; } }, values.map((value) => make('option', { value, selected: value === now }, words[key][value])));
    return make('div.pick', {}, make('label', { for: 'publish-' + key }, words[key].label), pick);
  }

  // A box to tick: one of a list that is asked for.
  function tick(list, value, label, about) {
    const box = make('input', { type: 'checkbox', name: list, value, checked: chosen[list].includes(value), onchange: () => {
      chosen[list] = chosen[list].filter((one) => one !== value).concat(box.checked ? value : []);
    } });
    return make('label.tick', {}, box, make('span', {}, label, about ? make('span.help', {}, about) : null));
  }

  async function order() {
    if (busy) return;
    const lacking = ['formats', 'languages'].find((list) => chosen[list].length === 0);
    if (lacking) {
      say(words['no_' + lacking]);
      form.querySelector('[name=' + lacking + ']').focus();
      return;
    }
    const all = studio.deck.languages;
    const sorted = all.filter((one) => chosen.languages.includes(one));
    const languages = !chosen.together ? sorted : sorted.length === all.length ? ['all'] : [sorted.join('+')];
    const { formats, split, themes, countries, forums, tracking, release } = chosen;
    await waiting(() => tell('publish', { formats, languages, split, themes, countries, forums, tracking, release }));
  }

  // The page may have been reloaded while something was made.
  const look = () => waiting(() => ask('publish'));

  // The button keeps the focus meanwhile, and does nothing.
  async function waiting(first) {
    const mark = (is) => form.querySelector('#publish-go').setAttribute('aria-disabled', String(is));
    busy = true;
    mark(true);
    try {
      await follow(await first());
    } catch (error) {
      say(error.message);
    }
    busy = false;
    mark(false);
  }

  async function follow(first) {
    let now = first;
    if (now.running) printed.clear();
    while (now.running) {
      say(now.all ? words.running.replace('{done}', now.done).replace('{all}', now.all) : words.begun);
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
      now = await ask('publish');
    }
    if (!now.last) return;
    say(printed.draw(now.last));
    // On a narrow screen the result is below the choices.
    state.scrollIntoView({ block: 'nearest' });
  }

  function say(text) {
    state.textContent = text;
    announce(text);
  }

  return { draw };
}

const themesOf = (deck) => (deck.editions.length ? deck.editions[0].themes.map(({ id, title }) => ({ id, title })) : []);

// A language in its own words, such as « français ».
export function named(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) + ' (' + tag + ')';
  } catch {
    return tag;
  }
}
