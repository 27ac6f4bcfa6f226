// Where the learner's work is: in one quiet line at the foot; where something is wrong, in a bar that stays in view and says what to
// do. It says no more than the tracker knows.

function createBar(course, tracker) {
  const words = make('p', {});
  const rescue = button('second', say('save_notes'), () => saveFile(course.id, 'html', 'text/html', keepsakeHtml(...ownSheets(course))));
  const bar = make('div', { id: '_bar', role: 'status' }, words, rescue);
  const notice = make('p', { class: 'panel', hidden: true }, say('not_recorded'));
  byId('_top').after(bar);
  byId('_privacy').querySelector('h2').after(notice);
  const tell = () => {
    const { trouble: kind, detail, pending, recorded: isRecorded } = tracker.now();
    // What passes by itself. All other kinds want something of the learner.
    const passes = /^(waiting|offline)$/.test(kind);
    const recorded = isRecorded && (!kind || passes);
    const time = new Date(detail).toLocaleTimeString(document.documentElement.lang);
    const told = kind === 'never' ? detail : kind && say(kind, { time });
    // What passes gives way to words that are about to be lost.
    const lost = (!kind || passes) && wordTrouble;
    put(words, lost || told);
    bar.hidden = !kind && !lost;
    rescue.hidden = (passes && !lost) || !ownSheets(course).length;
    bar.dataset.kind = passes && !lost ? 'waiting' : 'impossible';
    notice.hidden = isRecorded;
    const saved = byId('_saved');
    // What changes to and fro at every step is shown and not read out.
    if (pending) saved.setAttribute('aria-live', 'off');
    else if (kind) saved.removeAttribute('aria-live');
    put(saved, told || say(recorded ? pending || 'saved' : 'not_recorded'));
    saved.classList.toggle('trouble', Boolean(kind));
    saved.classList.toggle('idle', Boolean(!recorded || pending));
  };
  // The first words that are written while something is wrong are to be saved too.
  document.addEventListener('input', () => bar.hidden || tell());
  return tell;
}

// A text that is set again would be read aloud again.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
