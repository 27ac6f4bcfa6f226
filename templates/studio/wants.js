// What a release still wants of the deck, each with its file and line.

import { make } from './dom.js';
import { createList } from './said.js';
import { ask } from './server.js';

export function createWants(words, say) {
  const body = make('div');
  const element = make('section.wants', { 'aria-label': words.wants }, make('h3', {}, words.wants), body);
  let asked = 0;

  async function renew(number) {
    if (number === asked) return;
    asked = number;
    try {
      const { findings, errors, notes } = await ask('publish/wants');
      // Meanwhile the deck may have changed again.
      if (number !== asked) return;
      const said = errors ? words.wants_some.replace('{count}', errors) : words.wants_none;
      body.replaceChildren(make('p', {}, said), notes ? make('p.help', {}, words.wants_notes) : '', createList(say, findings));
    } catch (error) {
      body.replaceChildren(make('p', {}, error.message));
    }
  }

  return { element, renew };
}
