// What was opened: each archive with its findings, and two of them compared.

import { createComparing } from './comparing.js';
import { make } from './dom.js';
import { createLook } from './look.js';
import { createRemix } from './remix.js';
import { createFindings } from './said.js';
import { size } from './size.js';

export function createPackages(root, shop, deck) {
  const { engine, texts, failed } = shop;
  const { packages: words } = texts;
  const opened = [];
  const list = make('div');
  const comparing = createComparing(shop, opened);
  const remix = createRemix(shop, opened, deck);
  root.setAttribute('aria-label', words.title);
  root.hidden = true;
  root.append(make('h2', {}, words.title), list, comparing.element, remix.element);

  async function add(name, bytes) {
    const one = { name, bytes };
    const told = make('div', {}, make('p', {}, words.reading));
    const doing = make('div.doing');
    const element = make('article.opened', { 'aria-label': name }, make('h3', {}, name, ' ', make('span.help', {}, size(bytes.length, texts))), doing, told);
    const remove = () => { opened.splice(opened.indexOf(one), 1); element.remove(); comparing.draw(); remix.draw(); root.hidden = opened.length === 0; };
    opened.push(one);
    root.hidden = false;
    list.append(element);
    doing.append(button(words.remove, name, remove));
    comparing.draw();
    await fill(one, told, doing).catch((error) => told.replaceChildren(make('p.failed', { role: 'alert' }, failed(error))));
    await remix.draw();
    element.dataset.done = 'yes';
  }

  async function fill(one, told, doing) {
    const file = [one.name, one.bytes];
    const { head, files } = await engine.ask({ ask: 'open' }, [file]);
    one.isDeck = head.deck;
    if (head.deck) doing.prepend(button(words.edit, one.name, () => deck.show(one.name, files)));
    if (head.what === 'deck') {
      told.replaceChildren(make('p', {}, words.is_deck));
      await deck.show(one.name, files);
      return;
    }
    // A question file or a manifest is no archive, and can be verified all the same.
    if (!head.why) doing.prepend(button(words.look, one.name, () => look.show()));
    const look = createLook(shop, one);
    const { head: found } = await engine.ask({ ask: 'verify' }, [file]);
    told.replaceChildren(look.element, createFindings(texts.findings, found));
  }

  return { add };
}

export function button(label, about, onclick) {
  return make('button.plain', { type: 'button', 'aria-label': label + ' : ' + about, onclick }, label);
}
