// A Moodle made of its behaviours. createMoodle({ edition, package, … }) gives a site; other LMSs are changes to it (profiles/).
//
//   edition       'scorm12' or 'scorm2004'
//   package       { sco, launch } the identifier of its only part, and the page it opens
//   files         (revision, name) → [type, bytes]
//   masteryscore  what the manifest says, or ''
//   standard      Moodle's setting of that name: 4,096 characters of state
//   profile       another LMS

import { createLine } from './behaviours/beacon-fallback.mjs';
import { finishCompletes } from './behaviours/finish-completes.mjs';
import { isFinished12, isFinished2004 } from './behaviours/finished-then-review.mjs';
import { placeAnswer2004, placeIndex12, placeIndex2004 } from './behaviours/indexes-in-order.mjs';
import { masteryOverride } from './behaviours/mastery-override.mjs';
import { opening12, opening2004 } from './behaviours/restores-only-after-suspend.mjs';
import { countIndexes, resetData } from './behaviours/second-initialize.mjs';
import { collectEverything } from './behaviours/sends-everything-again.mjs';
import { collectChanges } from './behaviours/sends-only-changes.mjs';
import { addTimes } from './behaviours/times-add-up.mjs';
import { createClient, startPlayer } from './client.mjs';
import { model12 } from './model12.mjs';
import { model2004 } from './model2004.mjs';
import { createSite } from './site.mjs';

// Every function that a player's page needs; their texts, one after the other, are its script.
const CLIENT = [
  model12, model2004, placeIndex12, placeIndex2004, placeAnswer2004, collectChanges, collectEverything, finishCompletes, masteryOverride,
  resetData, countIndexes, createLine, addTimes, createClient, startPlayer,
];

export function moodleHabits(edition) {
  const twelve = edition === 'scorm12';
  return {
    isFinished: twelve ? isFinished12 : isFinished2004,
    opening: twelve ? opening12 : opening2004,
    // What happens after something was stored: nothing.
    stored: () => {},
    // Puts the API into a player's window. A profile wraps it.
    install: startPlayer,
  };
}

export function createMoodle(settings) {
  const habits = { ...moodleHabits(settings.edition), ...(settings.profile ? settings.profile(moodleHabits(settings.edition)) : {}) };
  habits.script = () => CLIENT.join('\n') + '\nconst install = ' + (habits.install === startPlayer ? 'startPlayer' : habits.install) + ';';
  return createSite(habits, settings);
}

// The same client in a window of the browser in `browser/`: from its text, as in a real page, so that nothing can differ.
export function installIn(window, site, page) {
  if (!site.habits.made) site.habits.made = new Function(site.habits.script() + '\nreturn install;')();
  site.habits.made(window, page);
}
