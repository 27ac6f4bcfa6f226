// The position again, with the way from the first place to this one in words and on the line. What each end protects and costs is told
// once this place is taken: told before, it would lead the answer.

STEPS.position = (section, desk) => {
  const item = desk.data.items.find((known) => known.kind === 'position');
  const ends = positionEnds(desk, item);
  const question = section.querySelector('.again');
  question.id = freshName();
  const words = make('p', { class: 'shift', role: 'status' });
  const closing = make('div', {}, ...copyOf(byId(desk.data.id + '/' + item.id)).filter((part) => part.className === 'closing'));
  const show = () => {
    closing.hidden = desk.memory.second === null;
    words.textContent = shiftWords(ends, item.steps, desk.memory.first, desk.memory.second);
    all(scale, '.stop').forEach((stop, at) => stop.classList.toggle('was', at === desk.memory.first));
  };
  const scale = createScale(ends, item.steps, question.id, desk.memory.second, (value) => {
    desk.memory.second = value;
    desk.tracker.answer(desk.data.id, item.id, value);
    show();
  });
  desk.onShow.position = show;
  show();
  return [scale, words, closing];
};

// The two ends as the first question has them; it may have been made to work already, or not yet.
function positionEnds(desk, item) {
  const first = byId(desk.data.id + '/' + item.id);
  return all(first, '.ends > li, .words > span').map((end) => end.textContent);
}
