// What the screen may show, each by a key such as `prompt/2`, and in which order a presenter's remote goes through it.

function showsOf(state) {
  const card = textOf(state.card);
  const each = (kind, list) => list.map((one, at) => kind + '/' + at);
  if (!card || state.phase === 'before') return ['rules'];
  switch (state.phase) {
    case 'read': return each('part', card.story).concat('feelings', card.position ? ['position/before'] : []);
    case 'say': return ['seats'].concat(card.dilemma ? ['dilemma'] : [], each('prompt', card.prompts));
    case 'light': return card.capsules.map((one) => 'capsule/' + one.id).concat(card.quiz.flatMap((one, at) => ['quiz/' + at, 'answer/' + at]), 'decision');
    case 'act': return ['board'];
    case 'end': return (card.position ? ['position/after', 'compare'] : []).concat('closing', 'care');
    default: return ['thanks'];
  }
}

// The key of what comes `by` further, in this phase or in the next one; null at either end of the session.
function showBeside(state, by) {
  const list = showsOf(state);
  const at = Math.max(0, list.indexOf(state.show)) + by;
  if (list[at]) return { phase: state.phase, show: list[at] };
  const phase = PHASES[PHASES.indexOf(state.phase) + by];
  if (!phase || !state.card || phase === 'before') return null;
  const other = showsOf(Object.assign({}, state, { phase }));
  return { phase, show: by > 0 ? other[0] : other[other.length - 1] };
}

// A show in words, for the narrator and for those who listen to the console.
function showName(state, show) {
  const [kind, at] = show.split('/');
  const number = Number(at) + 1;
  switch (kind) {
    case 'part': return say('part', { n: number, all: textOf(state.card).story.length });
    case 'prompt': return say('prompt', { n: number, all: textOf(state.card).prompts.length });
    case 'quiz': return say('quiz_n', { n: number });
    case 'answer': return say('answer_n', { n: number });
    case 'capsule': return wordsOf(capsulesOf(state.card).find((one) => one.id === at).title);
    case 'level': return wordsOf(room.levels[LEVELS.indexOf(at)].title);
    case 'ask': return say('asks');
    case 'position': return say('position_' + at);
    default: return say('show_' + kind);
  }
}
