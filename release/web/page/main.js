// The workshop: what is opened here is looked at, verified, compared, edited and built on this device.

import { createDeck } from './deck.js';
import { announce, find, make } from './dom.js';
import { createEngine } from './engine.js';
import { createOpening } from './opening.js';
import { createPackages } from './packages.js';

const LANGUAGES = { fr: 'Français', en: 'English', ro: 'Română', el: 'Ελληνικά' };

const wanted = new URLSearchParams(location.search).get('lang') || navigator.language.slice(0, 2);
const language = wanted in LANGUAGES ? wanted : 'en';
document.documentElement.lang = language;

start().catch((error) => {
  find('main').prepend(make('p.failed', { role: 'alert', lang: 'en' }, 'cartable could not start: ' + error.message));
});

async function start() {
  const engine = await createEngine(language);
  const { head: texts } = await engine.ask({ ask: 'texts' });
  const shop = { engine, texts, failed: (error) => say(texts, error) };
  header(texts);
  const deck = createDeck(find('deck'), shop);
  const packages = createPackages(find('packages'), shop, deck);
  shop.open = packages.add;
  createOpening(find('opening'), shop, packages);
  document.body.dataset.ready = 'yes';
  await keepOffline(texts);
}

// What went wrong, for people.
function say(texts, { message }) {
  const words = texts.why[message] || texts.why.broken;
  announce(words);
  return words;
}

function header({ top }) {
  const pick = make('select', { id: 'language', onchange: () => {
    const address = new URL(location.href);
    address.searchParams.set('lang', pick.value);
    location.assign(address);
  } }, Object.entries(LANGUAGES).map(([key, name]) => make('option', { value: key, lang: key, selected: key === language }, name)));
  find('top').append(make('p.brand', {}, 'cartable'), make('h1', {}, top.title));
  find('top').after(make('div.pick', {}, make('label', { for: 'language' }, top.language), pick));
  document.title = top.title + ' · cartable';
  announce('');
}

// After the first visit the page opens without a connection. Where that cannot be, it is not promised.
async function keepOffline({ top }) {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('service.js');
    const { active } = await navigator.serviceWorker.ready;
    if (!await kept(active, language)) return;
  } catch {
    // A private window, or no HTTPS: everything else works.
    return;
  }
  find('private').append(' ' + top.offline);
  document.body.dataset.offline = 'yes';
}

// Whether the service worker keeps the words of the language too. It fetches them itself, because this page cannot any more.
function kept(worker, words) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(words, [port2]);
  return new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
}
