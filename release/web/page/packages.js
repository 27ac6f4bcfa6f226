// What was opened: each archive with its findings, and two of them compared.

import { createComparing } from './comparing.js';
import { announce, make } from './dom.js';
import { createLook } from './look.js';
import { createRemix } from './remix.js';
import { createFindings } from './said.js';
import { size } from './size.js';

export function createPackages(root, shop, deck) {
  const { engine, texts, failed } = shop;
  const { packages: words } = texts;
  const opened = [];
  const list = make('div');
  const comparing = createComparing(shop, opened, deck);
  const remix = createRemix(shop, opened, deck);
  root.setAttribute('aria-label', words.title);
  root.hidden = true;
  root.append(make('h2', {}, words.title), list, comparing.element, remix.element);

  async function add(name, bytes) {
    const one = { name, bytes, isDeck: false, what: null, close: () => {} };
    const told = make('div', {}, make('p', {}, words.reading));
    const doing = make('div.doing');
    const element = make('article.opened', { 'aria-label': name }, make('h3', {}, name, ' ', make('span.help', {}, size(bytes.length, texts))), doing, told);
    const fail = (error) => told.prepend(make('p.failed', { role: 'alert' }, failed(error)));
    const remove = async () => { opened.splice(opened.indexOf(one), 1); element.remove(); comparing.draw(); root.hidden = opened.length === 0; one.close(); await remix.draw(); };
    opened.push(one);
    root.hidden = false;
    list.append(element);
    doing.append(button(words.remove, name, remove));
    comparing.draw();
    await fill(one, told, doing, fail).catch((error) => { told.replaceChildren(); fail(error); });
    announce(name + ': ' + (told.querySelector('.sum, p') || told).textContent);
    await remix.draw();
    element.dataset.done = 'yes';
  }

  async function fill(one, told, doing, fail) {
    const file = [one.name, one.bytes];
    const { head, files } = await engine.ask({ ask: 'open' }, [file]);
    Object.assign(one, { isDeck: head.deck, what: head.what });
    const edit = () => deck.show(nameOf(one, files), files, { source: one });
    if (head.deck) doing.prepend(button(words.edit, one.name, () => edit().then((isOpen) => { if (isOpen) deck.focus(); }, fail)));
    if (head.what === 'deck') {
      one.said = make('p', {}, words.is_deck);
      told.replaceChildren(one.said);
      await edit();
      return;
    }
    const look = createLook(shop, one);
    // A question file or a manifest is no archive, and can be verified all the same.
    if (!head.why) doing.prepend(button(words.look, one.name, () => look.show()));
    one.close = look.close;
    const { head: found } = await engine.ask({ ask: 'verify' }, [file]);
    told.replaceChildren(look.element, createFindings(texts.findings, found));
  }

  // Which of the decks is open.
  deck.watch(() => opened.filter(({ said }) => said).forEach((one) => { one.said.textContent = deck.isOpen(one) ? words.is_open : words.is_deck; }));

  return { add, isEmpty: () => opened.length === 0 };
}

export function button(label, about, onclick) {
  return make('button.plain', { type: 'button', 'aria-label': label + ' : ' + about, onclick }, label);
}

// A deck that comes out of a package is not that package.
function nameOf({ name, what }, files) {
  const [, toml] = files.find(([path]) => path === 'deck.toml') || [];
  const [, id] = (what === 'package' && toml && /^id\s*=\s*"([^"]+)"/m.exec(new TextDecoder().decode(toml))) || [];
  return id ? id + '-deck' : name.replace(/\.[^.]*$/, '');
}
