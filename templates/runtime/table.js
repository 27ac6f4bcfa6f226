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
  const thread = createThread(data, names);
  const place = make('summary', { class: 'plain' });
  const list = make('details', { class: 'way' }, place, make('nav', { 'aria-label': say('steps') }, thread.element));
  const back = button('plain', '‹', () => go(-1));
  const on = button('first', '', () => go(1));
  const light = make('span', { class: 'light' });
  return {
    element: make('div', { class: 'moves' }, back, list, light, on),
    // `before` and `after`: what the buttons lead to, or nothing.
    show: (name, now, before, after) => {
      thread.show(name, now);
      list.open = false;
      place.textContent = stepCount(data, name);
      back.disabled = !before;
      back.setAttribute('aria-label', say('go_back', { step: before || '' }));
      // What follows a colon is for those who listen, and for wide screens.
      const [, verb, rest] = /^(.*?)(\s*:.*)?$/.exec(after ? say('go_on', { step: after }) : say('finish'));
      on.replaceChildren(verb, make('span', { class: 'to' }, rest || ''));
      light.append(byId('_saved'));
    },
  };
}

function createThread(data, names) {
  const links = data.steps.map((name) => make('a', { href: '#' + data.id + '/' + name }));
  return {
    element: make('ol', { class: 'thread' }, ...links.map((link) => make('li', {}, link))),
    show: (current, now) => links.forEach((link, at) => {
      const name = data.steps[at];
      const done = now.done || now.steps.indexOf(name) >= 0;
      link.classList.toggle('done', done);
      link.replaceChildren(names.get(name), make('span', { class: 'mark' }, done ? say('done') : ''));
      link.setAttribute('aria-current', name === current && 'step');
    }),
  };
}
