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
    const { first, second } = desk.memory;
    words.textContent = shiftWords(ends, item.steps, first, second);
    all(scale, '.stop').forEach((stop, at) => stop.classList.toggle('was', at === first));
    // From the first place to where one stands now, which the style draws slowly.
    const from = first === null ? second : first;
    const to = second === null ? first : second;
    trail.style.insetInlineStart = (Math.min(from, to) + 0.5) / item.steps * 100 + '%';
    trail.style.width = Math.abs(to - from) / item.steps * 100 + '%';
  };
  const scale = createScale(ends, item.steps, question.id, desk.memory.second, (value) => {
    desk.memory.second = value;
    desk.tracker.answer(desk.data.id, item.id, value);
    show();
  });
  const trail = make('i', { class: 'trail' });
  scale.firstChild.prepend(trail);
  desk.onShow.position = show;
  show();
  return [scale, words, closing];
};

// The two ends as the first question has them; it may have been made to work already, or not yet.
function positionEnds(desk, item) {
  const first = byId(desk.data.id + '/' + item.id);
  return all(first, '.ends > li, .words > span').map((end) => end.textContent);
}
