// What Moodle does where LMSs differ. A profile (profiles/) changes it into another LMS.

import { isFinished12, isFinished2004 } from './behaviours/finished-then-review.js';
import { opening12, opening2004 } from './behaviours/restores-only-after-suspend.js';
import { startPlayer } from './client.js';

export function moodleHabits(edition) {
  const twelve = edition === 'scorm12';
  return {
    isFinished: twelve ? isFinished12 : isFinished2004,
    opening: twelve ? opening12 : opening2004,
    // What happens after something was stored: nothing.
    stored: () => {},
    // Whether the next request that carries data finds the server.
    reaches: () => true,
    // Puts the API into a player's window. A profile wraps it.
    install: startPlayer,
  };
}

// The habits of an LMS: Moodle's, with what its profile changes. `settings` is { edition, profile }.
export function habitsOf({ edition, profile }) {
  const habits = moodleHabits(edition);
  return profile ? { ...habits, ...profile(habits) } : habits;
}
