// Keys. What a presenter's remote sends works always; single letters and digits can be switched off, and every key has a button.

const STAGE = { PageDown: 1, ArrowRight: 1, ArrowDown: 1, ' ': 1, PageUp: -1, ArrowLeft: -1, ArrowUp: -1 };

function isStageKey(key) {
  return key in STAGE || /^[bB.]$/.test(key);
}

// A key pressed once and alone. A remote whose button is held down repeats it.
function isPlain(event) {
  return !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat && !(event.shiftKey && event.key in STAGE);
}

function pressStageKey(desk, key) {
  if (STAGE[key]) desk.step(STAGE[key]);
  else if (desk.state.keys) toggleBlank(desk);
}

function toggleBlank(desk) {
  desk.change((state) => {
    state.blank = !state.blank;
  });
  announce(say(desk.state.blank ? 'is_blank' : 'is_not_blank'));
}

function listenToKeys(desk, onChange) {
  document.addEventListener('keydown', (event) => {
    if (!isPlain(event) || desk.silent) return;
    // Whoever types or chooses keeps the keys; a button keeps the space, and a console that can be scrolled the arrows up and down.
    const isField = event.target.matches('input, textarea, select');
    if (isField && !/^Page/.test(event.key)) return;
    const isOwn = event.key === ' ' && event.target.closest('button, summary, a') || /^Arrow(Up|Down)$/.test(event.key) && !(desk.stage && !desk.drawer);
    if (isStageKey(event.key) && !isOwn) {
      event.preventDefault();
      pressStageKey(desk, event.key);
      return;
    }
    if (!desk.state.keys) return;
    const level = LEVELS[Number(event.key) - 1];
    if (level && desk.state.phase === 'act' && desk.idea >= 0) {
      event.preventDefault();
      placeIdea(desk, desk.idea, level);
    }
    if (/^[cC]$/.test(event.key) && desk.stage) {
      desk.drawer = !desk.drawer;
      onChange();
    }
    if (/^[tT]$/.test(event.key)) toggleClock(desk);
  });
}

function toggleClock(desk) {
  desk.change((state) => {
    state.clock = !state.clock;
  });
}
