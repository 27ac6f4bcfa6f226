// The studio: the deck at the left, the text in the middle, the module at the right. One state, which each room draws; the address holds
// the file and the line, so that going back works.

import { enter, named, open } from './address.js';
import { announce, find, make } from './dom.js';
import { filesOf } from './files.js';
import { createHalls } from './halls.js';
import { ask, follow, silence, tell } from './server.js';
import { createList } from './list.js';
import { createLook } from './look.js';
import { createWrite } from './write.js';

const studio = { texts: null, deck: null, hall: null, file: null, line: 0, rooms: [] };
const ROOMS = ['list', 'write', 'look'];

// A hall leaves the file as it is.
function readAddress() {
  const { hall, file, line } = named();
  studio.hall = hall;
  if (!hall) Object.assign(studio, { file, line });
}

const ways = () => make('div.ways', { role: 'group', 'aria-label': studio.texts.top.rooms },
  ROOMS.map((room) => make('button', { type: 'button', 'data-room': room, onclick: () => enter(room) }, studio.texts[room].title)));

async function renew() {
  studio.deck = await ask('deck');
  document.title = studio.deck.title + ' · ' + studio.texts.top.name;
  draw();
}

function draw() {
  if (!studio.deck) return;
  find('top').replaceChildren(
    make('p.brand', {}, studio.texts.top.name),
    make('h1', {}, studio.deck.title || studio.deck.folder),
    studio.deck.readOnly ? make('p.counts', {}, studio.texts.top.read_only) : make('div.doing', {}, step('undo'), step('redo')),
    make('p.counts', {}, counts(studio.deck)),
    ways(),
  );
  enter(document.querySelector('.rooms').dataset.room || (studio.file ? 'write' : 'list'));
  studio.rooms.forEach((room) => room.draw(studio));
}

// One step back or forward over all files, since the journal began.
function step(which) {
  const { top } = studio.texts;
  return make('button.plain', { type: 'button', onclick: async () => {
    try {
      const { files } = await tell(which, {});
      await renew();
      // Whoever was in a file that is gone now goes on in the one that came back.
      const there = filesOf(studio.deck);
      if (studio.file && !there.includes(studio.file)) open(files.find((file) => there.includes(file)) || '');
      announce(top[which + '_done'].replace('{files}', files.join(', ')));
    } catch (error) {
      announce(error.message);
    }
  } }, top[which]);
}

function counts({ errors, warnings, notes }) {
  const { top } = studio.texts;
  return [[top.errors, errors], [top.warnings, warnings], [top.notes, notes]].map(([word, count]) => word + ' ' + count).join(' · ');
}

async function start() {
  studio.texts = await ask('texts');
  silence.words = studio.texts.top.lost;
  readAddress();
  studio.rooms = [createList(find('list'), studio), createWrite(find('write'), studio), createLook(find('look'), studio), createHalls(studio)];
  addEventListener('hashchange', () => { readAddress(); draw(); });
  await renew();
  follow(studio.deck.number, renew, (lost) => announce(lost ? studio.texts.top.lost : studio.texts.top.back));
}

start();
