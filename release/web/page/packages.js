// What was opened: each archive with its findings, and two of them compared.

import { createComparing } from './comparing.js';
import { make } from './dom.js';
import { createFindings } from './said.js';
import { createLook } from './look.js';
import { size } from './size.js';

export function createPackages(root, shop, deck) {
  const { engine, texts, locale, failed } = shop;
  const { packages: words } = texts;
  const opened = [];
  const list = make('div');
  const comparing = createComparing(shop, opened);
  root.setAttribute('aria-label', words.title);
  root.hidden = true;
  root.append(make('h2', {}, words.title), list, comparing.element);

  async function add(name, bytes) {
    const one = { name, bytes };
    const told = make('div', {}, make('p', {}, words.reading));
    const doing = make('div.doing');
    const element = make('article.opened', { 'aria-label': name }, make('h3', {}, name, ' ', make('span.help', {}, size(bytes.length, texts))), doing, told);
    const remove = () => { opened.splice(opened.indexOf(one), 1); element.remove(); comparing.draw(); root.hidden = opened.length === 0; };
    opened.push(one);
    root.hidden = false;
    list.append(element);
    doing.append(button(words.remove, name, remove));
    comparing.draw();
    await fill(one, told, doing).catch((error) => told.replaceChildren(make('p.failed', { role: 'alert' }, failed(error))));
    element.dataset.done = 'yes';
  }

  async function fill(one, told, doing) {
    const file = [one.name, one.bytes];
    const { head, files } = await engine.ask({ ask: 'open' }, [file]);
    const isDeck = head.what === 'deck';
    if (head.deck) doing.prepend(button(words.edit, one.name, () => deck.show(one.name, files)));
    if (isDeck) {
      told.replaceChildren(make('p', {}, words.is_deck));
      await deck.show(one.name, files);
      return;
    }
    // A question file or a manifest is no archive, and can be verified all the same.
    if (!head.why) doing.prepend(button(words.look, one.name, () => look.show()));
    const look = createLook(shop, one);
    const { head: found } = await engine.ask({ ask: 'verify', locale }, [file]);
    told.replaceChildren(look.element, createFindings(texts.findings, found));
  }

  return { add };
}

export function button(label, about, onclick) {
  return make('button.plain', { type: 'button', 'aria-label': label + ' : ' + about, onclick }, label);
}
