// Two archives that were opened, compared: what an update changes for those who are halfway.

import { make } from './dom.js';
import { createFindings } from './said.js';

export function createComparing({ engine, texts, failed }, opened, deck) {
  const { comparing: words } = texts;
  const picks = ['older', 'newer'].map((id) => make('select', { id, onchange: () => told.replaceChildren() }));
  const told = make('div', { role: 'status' });
  const element = make('form.comparing', { hidden: true, 'aria-label': words.title, onsubmit: (event) => { event.preventDefault(); compare(); } },
    make('h3', {}, words.title), make('p.lead', {}, words.lead),
    make('div.bar', {}, picks.map((pick) => make('div.pick', {}, make('label', { for: pick.id }, words[pick.id]), pick)),
      make('button.act', { id: 'compare' }, words.go)), told);

  // Another choice begins where two things were opened one after the other.
  function draw() {
    element.hidden = opened.length < 2;
    told.replaceChildren();
    picks.forEach((pick, at) => {
      const chosen = Math.max(0, opened.length - 2 + at);
      pick.replaceChildren(...opened.map(({ name }, index) => make('option', { value: String(index), selected: index === chosen }, name)));
    });
  }

  async function compare() {
    const chosen = picks.map((pick) => opened[Number(pick.value)]);
    try {
      // A package stays what it is; a deck is compared as it is now.
      const files = await Promise.all(chosen.map(async (one) => [one.name, one.what === 'deck' ? await deck.present(one) : one.bytes]));
      const { head } = await engine.ask({ ask: 'compare' }, files);
      if (head.why) throw new Error(head.why);
      told.replaceChildren(...result(head));
    } catch (error) {
      told.replaceChildren(make('p.failed', {}, failed(error)));
    }
  }

  function result({ changes, stay, version, ...found }) {
    const rows = changes.map(([sort, what, path, was]) => make('tr', {}, make('td', {}, sort), make('td', {}, what), make('td', {}, path + (was ? ' ← ' + was : ''))));
    const names = ['sort', 'what', 'path'].map((key) => make('th', { scope: 'col' }, words[key]));
    const { old, new: now, deserved } = version;
    return [
      make('p', {}, words.stay.replace('{count}', stay)),
      deserved ? make('p', {}, words.version.replace('{old}', old).replace('{new}', now).replace('{deserved}', deserved)) : '',
      rows.length ? make('div.wide', { tabindex: '0', role: 'region', 'aria-label': words.changes }, make('table', {}, make('caption', {}, words.changes), make('thead', {}, make('tr', {}, names)), make('tbody', {}, rows))) : '',
      createFindings(texts.findings, found),
    ];
  }
  return { element, draw };
}
