// The notebook below the cards: the learner's sheets of all situations, the rules to remember, one print, and one file to take away that
// opens again here. Only a module of several situations has it.

function createNotebook(course, tell) {
  // A situation as the page came with it, to be made to work anew once its words are others.
  const pristine = new Map();
  const status = make('p', { class: 'said', role: 'status' });
  const pages = make('div', { class: 'pages' });
  const renew = (ids) => ids.filter((id) => awake.delete(id)).forEach((id) => byId(id).replaceWith(pristine.get(id)));
  const said = (text) => { status.textContent = text; };
  const isShown = () => byId('_overview').classList.contains('open');
  const keeping = createKeeping(course, said, tell, (ids) => {
    renew(ids);
    if (isShown()) show();
  });
  const show = () => {
    const sheets = [...ownSheets(course), ...rulesOf(course, pristine)];
    pages.replaceChildren(...sheets.map((sheet) => make('div', { class: 'sheet' }, make('h3', {}, sheet.title), sheet.board, ...sheet.parts.map(pageOf))));
  };
  const take = (text) => {
    const trouble = takeWords(course, text);
    said(say(trouble || 'words_back'));
    if (trouble === 'words_broken') return;
    renew(Array.from(awake.keys()));
    show();
    keeping.keep();
  };
  const question = make('div', { class: 'panel ask', tabindex: '-1', role: 'group', 'aria-labelledby': '_replace', hidden: true });
  const close = () => {
    question.hidden = true;
    file.focus();
  };
  const opened = (text) => {
    if (!isReplacing(course, text)) return take(text);
    question.replaceChildren(
      make('p', { id: '_replace' }, say('words_ask')),
      make('div', { class: 'doing' },
        button('second', say('words_replace'), () => { close(); take(text); }),
        button('second', say('words_leave'), close)));
    question.hidden = false;
    return focusOn(question);
  };
  const file = make('input', {
    type: 'file', accept: '.json',
    change: () => {
      const [chosen] = file.files;
      // What is longer is no file of notes, and is cut so that it cannot be read as one.
      question.hidden = true;
      if (chosen) chosen.slice(0, LONGEST_WORDS).text().then(opened, opened);
      file.value = '';
    },
  });
  byId('_overview').append(make('section', { class: 'notebook' },
    make('h2', {}, say('notebook')),
    pages,
    make('div', { class: 'doing' },
      button('second', say('print_notebook'), () => printNow()),
      button('second', say('take_words'), () => saveFile(course.id, 'json', 'application/json', wordsText(course, wordsNow())))),
    make('label', { class: 'note' }, say('open_words'), file),
    question,
    ...keeping.elements, status));
  return {
    show: () => {
      said(wordTrouble);
      keeping.takeIn();
      show();
    },
    // Before a situation is made to work.
    fresh: (article) => {
      pristine.set(article.id, article.cloneNode(true));
      if (memory.has(article.id)) settleWords(memory.get(article.id), article);
    },
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
