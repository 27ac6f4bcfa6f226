// The workshop: what is opened here is looked at, verified, compared, edited and built on this device.

import { createDeck } from './deck.js';
import { announce, find, make } from './dom.js';
import { createEngine } from './engine.js';
import { sweep } from './look.js';
import { createOpening } from './opening.js';
import { createPackages } from './packages.js';

const LANGUAGES = { fr: 'Français', en: 'English', ro: 'Română', el: 'Ελληνικά' };

const wanted = new URLSearchParams(location.search).get('lang') || navigator.language.slice(0, 2);
const language = wanted in LANGUAGES ? wanted : 'en';

find('served').remove();
start().catch((error) => {
  find('main').prepend(make('p.failed', { role: 'alert', lang: 'en' }, 'cartable could not start: ' + error.message));
});

async function start() {
  // Whatever comes, the language can be chosen.
  const languages = createLanguages();
  const [spoken, engine] = await speak();
  document.documentElement.lang = spoken;
  languages.spoken = spoken;
  find('language').value = spoken;
  const { head: texts } = await engine.ask({ ask: 'texts' });
  const shop = { engine, texts, failed: (error) => say(texts, error) };
  header(texts);
  if (spoken !== language) find('main').prepend(make('p.failed', { role: 'alert' }, texts.top.no_words.replace('{language}', LANGUAGES[language])));
  const deck = createDeck(find('deck'), shop);
  const packages = createPackages(find('packages'), shop, deck);
  shop.open = packages.add;
  // What is open is closed by going to another language. Where something would be lost, the browser asks.
  languages.asks = () => packages.isEmpty() || deck.isDirty() || confirm(texts.top.leave);
  createOpening(find('opening'), shop, packages);
  document.body.dataset.ready = 'yes';
  await keepOffline(texts, spoken);
}

// The program in the language that is wanted, or else in one whose words this device has.
async function speak() {
  let first = null;
  for (const one of [language, ...Object.keys(LANGUAGES).filter((key) => key !== language)]) {
    try {
      return [one, await createEngine(one)];
    } catch (error) {
      first = first || error;
    }
  }
  throw first;
}

// What went wrong, for people.
function say(texts, { message }) {
  const words = texts.why[message] || texts.why.broken;
  announce(words);
  return words;
}

function createLanguages() {
  const own = { spoken: language, asks: () => true };
  const pick = find('language');
  pick.append(...Object.entries(LANGUAGES).map(([key, name]) => make('option', { value: key, lang: key, selected: key === language }, name)));
  pick.addEventListener('change', () => {
    const address = new URL(location.href);
    address.searchParams.set('lang', pick.value);
    // Whoever stays is still in the language of before.
    pick.value = own.spoken;
    if (own.asks()) location.assign(address);
  });
  find('speaking').hidden = false;
  return own;
}

function header({ top }) {
  find('top').append(make('p.brand', {}, 'cartable'), make('h1', {}, top.title));
  find('speaking').querySelector('label').textContent = top.language;
  document.title = top.title + ' · cartable';
  announce('');
}

// After the first visit the page opens without a connection. Where that cannot be, it is not promised.
async function keepOffline({ top }, spoken) {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('service.js');
    const { active } = await navigator.serviceWorker.ready;
    await sweep();
    if (!await kept(active, spoken)) return;
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
