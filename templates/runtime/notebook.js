// The notebook below the cards: the learner's sheets of all situations, the rules to remember, one print, and one file to take away that
// opens again here. Only a module of several situations has it.

function createNotebook(course) {
  // A situation as the page came with it, to be made to work anew once its words are others.
  const pristine = new Map();
  const status = make('p', { class: 'said', role: 'status' });
  const pages = make('div', { class: 'pages' });
  const renew = () => {
    awake.forEach((one, id) => byId(id).replaceWith(pristine.get(id)));
    awake.clear();
  };
  const tell = (text) => { status.textContent = text; };
  const keeping = createKeeping(course, tell, renew);
  const show = () => {
    const sheets = [...ownSheets(course), ...rulesOf(course, pristine)];
    pages.replaceChildren(...sheets.map((sheet) => make('div', { class: 'sheet' }, make('h3', {}, sheet.title), sheet.board, ...sheet.parts.map(pageOf))));
  };
  const opened = (text) => {
    const trouble = takeWords(course, text);
    tell(say(trouble || 'words_back'));
    if (trouble) return;
    renew();
    show();
    keeping.keep();
  };
  const file = make('input', {
    type: 'file', accept: '.json',
    change: () => {
      const [chosen] = file.files;
      // What is longer is no file of notes, and is cut so that it cannot be read as one.
      if (chosen) chosen.slice(0, LONGEST_WORDS).text().then(opened, opened);
      file.value = '';
    },
  });
  byId('_overview').append(make('section', { class: 'notebook' },
    make('h2', {}, say('notebook')),
    pages,
    make('div', { class: 'doing' },
      button('second', say('print_notebook'), printNow),
      button('second', say('take_words'), () => saveFile(course.id, 'json', 'application/json', wordsText(course)))),
    make('label', { class: 'note' }, say('open_words'), file),
    ...keeping.elements, status));
  return {
    show: () => {
      tell('');
      show();
    },
    // Before a situation is made to work.
    fresh: (article) => { pristine.set(article.id, article.cloneNode(true)); },
  };
}

const pageOf = ({ title, lines }) => make('div', {}, make('h4', {}, title), ...lines.map((line) => make('p', {}, line)));

// What the capsules of the situations that were begun say is to be remembered, each once, as a sheet.
function rulesOf(course, pristine) {
  const begun = course.situations.filter(({ id }) => memory.has(id)).map(({ id }) => pristine.get(id) || byId(id));
  const capsules = new Set(begun.flatMap((article) => all(article, '.pointers a')).map((link) => byId(decodeURIComponent(link.hash.slice(1)))));
  const parts = Array.from(capsules).filter((capsule) => capsule && capsule.querySelector('.keep')).map((capsule) => ({
    title: capsule.querySelector('h3').textContent,
    lines: all(capsule, '.keep > :not(.label)').map((rule) => rule.textContent),
  }));
  return parts.length ? [{ title: say('rules'), parts }] : [];
}
