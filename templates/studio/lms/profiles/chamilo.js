// Chamilo 1.11 (packages.md §2): SCORM 1.2 only, no API_1484_11 at all; entry is always `ab-initio`, whatever is stored; a finished
// part opens in review.

import { startPlayer } from '../client.js';

export function chamilo(moodle) {
  return {
    opening: (track, given) => ({ ...moodle.opening(track, given), 'cmi.core.entry': 'ab-initio' }),
    install: (window, page) => { if (page.edition === 'scorm12') startPlayer(window, page); },
  };
}
