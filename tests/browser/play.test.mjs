// The deck that ships, every module from the first card to completion, in an LMS that refuses what is not allowed. In the source
// language with the mouse; the translations by the page's own clicks, which is quicker.
import test from 'node:test';
import { OWN_DECK, SHIPPED_DECK, build } from './packages.mjs';
import { playAll } from './play.mjs';
import { sprint } from './sprint.mjs';

test('the deck that ships, with the mouse', (t) => playAll(t, build(t, SHIPPED_DECK, '--lang', 'fr')));
test('the deck that ships, in its other languages', (t) => playAll(t, build(t, SHIPPED_DECK, '--lang', 'en,ro,el'), sprint));
test('a deck with every kind of item, in Greek', (t) => playAll(t, build(t, OWN_DECK, '--lang', 'el')));
test('a deck with every kind of item, with answers to facts recorded', (t) => playAll(t, build(t, OWN_DECK, '--tracking', 'standard', '--lang', 'ro')));
test('the deck that ships as SCORM 2004, in every language', (t) => playAll(t, build(t, SHIPPED_DECK, '--to', 'scorm2004'), sprint));
test('a deck with every kind of item as SCORM 2004, with all answers recorded that may be', (t) => playAll(t, build(t, OWN_DECK, '--to', 'scorm2004', '--tracking', 'reflective'), sprint));
test('a module in all languages as SCORM 2004, with the mouse', (t) => playAll(t, build(t, OWN_DECK, '--to', 'scorm2004', '--lang', 'all', '--tracking', 'standard')));
