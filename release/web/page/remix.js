// Cards of the decks that were opened, ticked and put together as a new deck.

import { announce, make } from './dom.js';
import { createFindings } from './said.js';

export function createRemix({ engine, texts, failed }, opened, deck) {
  const { remix: words } = texts;
  const title = make('input', { id: 'remix-title', autocomplete: 'off' });
  const sources = make('div.order');
  const told = make('div', { role: 'status' });
  const element = make('details.remix', { hidden: true },
    make('summary', {}, words.title),
    make('form', { 'aria-label': words.title, onsubmit: (event) => { event.preventDefault(); mix(); } },
      make('p.lead', {}, words.lead), sources,
      make('div.bar', {}, make('div.pick', {}, make('label', { for: title.id }, words.name), title),
        make('button.act', { id: 'remix' }, words.go)), told));

  const decks = () => opened.filter(({ themes }) => themes);

  // What was opened last is asked for its cards once; what is ticked stays.
  async function draw() {
    for (const one of opened.filter(({ isDeck, themes }) => isDeck && !themes)) {
      const { head } = await engine.ask({ ask: 'cards' }, [[one.name, one.bytes]]).catch((error) => { failed(error); return {}; });
      // Stopped: it is asked again when something else is opened.
      if (!head) break;
      // A deck with errors says so where it is open.
      if (head.why) one.isDeck = false;
      else Object.assign(one, { themes: head.themes, chosen: new Set() });
    }
    element.hidden = decks().length === 0;
    told.replaceChildren();
    sources.replaceChildren(...decks().map((one) => make('fieldset', {}, make('legend', {}, one.name), one.themes.map(([, name, cards]) => theme(one, name, cards)))));
  }

  function theme(one, name, cards) {
    return make('fieldset', {}, make('legend', {}, name), cards.map(([id, card]) => {
      const box = make('input', { type: 'checkbox', name: 'cards', value: id, checked: one.chosen.has(id), onchange: () => {
        if (box.checked) one.chosen.add(id);
        else one.chosen.delete(id);
      } });
      return make('label.tick', {}, box, make('span', {}, card));
    }));
  }

  async function mix() {
    const name = title.value.trim();
    const taken = decks().filter(({ chosen }) => chosen.size > 0);
    if (!name || !taken.length) {
      say(make('p.failed', {}, name ? words.no_cards : words.no_name));
      return;
    }
    try {
      const sources = [];
      for (const one of taken) sources.push([one.name, await deck.present(one)]);
      const { head, files } = await engine.ask({ ask: 'remix', title: name, cards: taken.map(({ chosen }) => [...chosen]) }, sources);
      if (head.why) throw new Error(head.why);
      if (head.faults) say(make('p.failed', {}, words.none), make('ul', {}, head.faults.map((fault) => make('li', {}, fault))));
      else if (head.errors) say(make('p.failed', {}, words.none), createFindings(texts.findings, head));
      else if (await deck.show(name, files, { isNew: true })) say(make('p', {}, words.done), renamed(head.renamed));
    } catch (error) {
      say(make('p.failed', {}, failed(error)));
    }
  }

  function renamed(ids) {
    const line = ([source, old, now]) => make('li', {}, words.renamed.replace('{source}', source).replace('{old}', old).replace('{new}', now));
    return ids.length ? make('ul', {}, ids.map(line)) : '';
  }

  function say(...parts) {
    told.replaceChildren(...parts);
    announce(told.textContent);
  }

  return { element, draw };
}
