// A Moodle made of its behaviours. createMoodle({ edition, package, … }) gives a site; other LMSs are changes to it (profiles/).
//
//   edition       'scorm12' or 'scorm2004'
//   package       { sco, launch } the identifier of its only part, and the page it opens
//   files         (revision, name) → [type, bytes]
//   masteryscore  what the manifest says, or ''
//   standard      Moodle's setting of that name: 4,096 characters of state
//   profile       another LMS

import { createLine } from '../../templates/studio/lms/behaviours/beacon-fallback.js';
import { finishCompletes } from '../../templates/studio/lms/behaviours/finish-completes.js';
import { placeAnswer2004, placeIndex12, placeIndex2004 } from '../../templates/studio/lms/behaviours/indexes-in-order.js';
import { masteryOverride } from '../../templates/studio/lms/behaviours/mastery-override.js';
import { countIndexes, resetData } from '../../templates/studio/lms/behaviours/second-initialize.js';
import { collectEverything } from '../../templates/studio/lms/behaviours/sends-everything-again.js';
import { collectChanges } from '../../templates/studio/lms/behaviours/sends-only-changes.js';
import { addTimes } from '../../templates/studio/lms/behaviours/times-add-up.js';
import { createClient, startPlayer } from '../../templates/studio/lms/client.js';
import { model12 } from '../../templates/studio/lms/model12.js';
import { model2004 } from '../../templates/studio/lms/model2004.js';
import { habitsOf } from '../../templates/studio/lms/moodle.js';
import { createSite } from './site.mjs';

// Every function that a player's page needs; their texts, one after the other, are its script.
const CLIENT = [
  model12, model2004, placeIndex12, placeIndex2004, placeAnswer2004, collectChanges, collectEverything, finishCompletes, masteryOverride,
  resetData, countIndexes, createLine, addTimes, createClient, startPlayer,
];

export function createMoodle(settings) {
  const habits = habitsOf(settings);
  habits.script = () => CLIENT.join('\n') + '\nconst install = ' + (habits.install === startPlayer ? 'startPlayer' : habits.install) + ';';
  return createSite(habits, settings);
}

// The same client in a window of the browser in `browser/`: from its text, as in a real page, so that nothing can differ.
export function installIn(window, site, page) {
  if (!site.habits.made) site.habits.made = new Function(site.habits.script() + '\nreturn install;')();
  site.habits.made(window, page);
}
