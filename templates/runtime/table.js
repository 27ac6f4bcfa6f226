// What lies on the table at every step: the card, whose story can be read again in its place, and the bar at the foot of the page, with
// the list of steps that opens above it. The bar's buttons never move.

// The story again, under the card's title.
function rereadable(article) {
  const again = make('details', { class: 'reread', open: window.matchMedia('(min-width: 62rem)').matches },
    make('summary', {}, say('reread')),
    make('div', { class: 'story' }, ...copyOf(article.querySelector('.card .story'))));
  article.querySelector('.head').append(again);
}

// The way back, where one is, the way on. `go(by)` leads one thing forth or back; `names` are the headings of the steps.
function createMoves(data, names, go) {
  const list = createThread(data, names);
  const back = button('plain', '‹', () => go(-1));
  const on = button('first', '', () => go(1));
  const light = make('span', { class: 'light' });
  const fold = button('plain', '', () => {
    list.element.hidden = !list.element.hidden;
    fold.setAttribute('aria-expanded', String(!list.element.hidden));
    if (!list.element.hidden) list.element.querySelector('[aria-current]').focus();
  });
  list.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    fold.click();
    fold.focus();
  });
  fold.setAttribute('aria-controls', list.element.id);
  return {
    element: make('div', { class: 'moves' }, back, fold, light, on),
    list: list.element,
    // `before` and `after`: what the buttons lead to, or null.
    show: (name, now, before, after) => {
      list.show(name, now);
      list.element.hidden = true;
      fold.setAttribute('aria-expanded', 'false');
      fold.textContent = stepCount(data, name);
      back.disabled = !before;
      back.setAttribute('aria-label', say('go_back', { step: before }));
      label(on, after ? say('go_on', { step: after }) : say('finish'));
      light.append(byId('_saved'));
    },
  };
}

// What follows a colon is for those who listen, and for wide screens.
function label(control, text) {
  const [, verb, rest] = /^(.*?)(\s*:.*)?$/.exec(text);
  control.replaceChildren(verb, make('span', { class: 'to' }, rest || ''));
}

function createThread(data, names) {
  const list = make('ol', { class: 'thread' });
  const entries = new Map(data.steps.map((name) => {
    const state = make('span', { class: 'mark' });
    const link = make('a', { href: '#' + data.id + '/' + name }, names.get(name), state);
    list.append(make('li', {}, link));
    return [name, { link, state }];
  }));
  return {
    element: make('nav', { class: 'way', id: data.id + '/way', 'aria-label': say('steps'), hidden: true }, list),
    show: (name, now) => entries.forEach((entry, key) => {
      const done = now.done || now.steps.indexOf(key) >= 0;
      entry.link.classList.toggle('done', done);
      entry.state.textContent = done ? say('done') : '';
      if (key === name) entry.link.setAttribute('aria-current', 'step');
      else entry.link.removeAttribute('aria-current');
    }),
  };
}
