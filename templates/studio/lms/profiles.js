// The LMSs that an author can choose. A profile's name is in the texts, under its key.
//
// Each is { key, formats, profile, standard }: the package formats that it takes, and what it changes in Moodle (`moodle.js`).

import { chamilo } from './profiles/chamilo.js';
import { drops } from './profiles/drops.js';
import { openEdx } from './profiles/openedx.js';
import { shortValues } from './profiles/short-values.js';
import { strict } from './profiles/strict.js';

const BOTH = ['scorm12', 'scorm2004'];
// Formats that speak with a record store, which the studio has (`launched/`).
export const LAUNCHED = ['cmi5', 'xapi'];

export const PROFILES = [
  { key: 'moodle45', formats: BOTH },
  { key: 'strict', formats: BOTH, profile: strict, ...shortValues },
  { key: 'chamilo', formats: ['scorm12'], profile: chamilo },
  { key: 'openedx', formats: BOTH, profile: openEdx },
  { key: 'short', formats: ['scorm12'], ...shortValues },
  { key: 'store', formats: LAUNCHED },
  { key: 'drops', formats: BOTH.concat(LAUNCHED), profile: drops },
];

// The profile of a key, or the first that takes the format where it is unknown or does not.
export function profileOf(key, format) {
  const fit = PROFILES.filter((one) => one.formats.includes(format));
  return fit.find((one) => one.key === key) || fit[0];
}
