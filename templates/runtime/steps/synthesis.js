// What the learner keeps: a line, an intention, and what was gathered on the way, to print or to save. It leaves the page by
// the learner's own hand only.

STEPS.synthesis = (section, desk) => {
  all(section, '.still').forEach((element) => element.remove());
  const { id } = desk.data;
  const sheet = make('div', { class: 'sheet' });
  const show = () => sheet.replaceChildren(...sheetParts(keepsakeOf(desk)));
  desk.onShow.synthesis = show;
  return [
    noteField(id, 'keep', say('keep'), say('keep')),
    make('div', { class: 'intention' }, noteField(id, 'if', say('if'), say('if')), noteField(id, 'then', say('then'), say('then'))),
    make('h4', {}, say('gathered')),
    make('p', { class: 'fine' }, say('gathered_hint')),
    sheet,
    make('div', { class: 'doing' },
      button('second', say('print'), () => {
        // The words typed last must be on it.
        show();
        printNow([id]);
      }),
      button('second', say('save_notes'), () => saveFile(id, 'html', 'text/html', keepsakeHtml(keepsakeOf(desk)), [id]))),
  ];
};

function sheetParts({ title, board, parts }) {
  if (!parts.length) return [make('p', {}, say('gathered_nothing'))];
  return [make('p', { class: 'sheet-title' }, title), board || '', ...parts.map((part) => make('div', {}, make('h5', {}, part.title), ...part.lines.map((line) => make('p', {}, line))))];
}

// Nothing but the learner's own is on the paper: that of the situations given, or of all.
function printNow(situations = spokenIn()) {
  const { dataset } = document.documentElement;
  dataset.print = 'sheet';
  window.addEventListener('afterprint', () => { delete dataset.print; }, { once: true });
  window.print();
  guardWords(situations, false);
}

function saveFile(name, ending, type, text, situations = spokenIn()) {
  const url = URL.createObjectURL(new Blob([text], { type: type + ';charset=utf-8' }));
  make('a', { href: url, download: name + '.' + ending }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  guardWords(situations, false);
  announce(say('saved_file'));
}
