// One text that is being written: what the disk had, what stands on the page, and the saves between the two, one at a time. It knows no
// element of the page.
//
// createPen({ load, save, alter, told })
//   load()                  → { text, checksum }          reads the file
//   save(checksum, text)    → { text, checksum, mine, merged }   writes a text that was made from the one with that checksum; what comes back is
//                             the disk's, which may hold what others wrote meanwhile; `mine` is the checksum of what was sent
//   alter(checksum, change) → the same                    makes one change in that text, at its place, and writes it
//   told(event, more)       'waiting' | 'saving' | 'saved' | 'merged' | 'conflict' | 'failed' | 'changed'

const PAUSE = 800;

export function createPen({ load, save, alter, told }) {
  const pen = { base: null, text: '', conflict: null };
  let timer = null;
  let running = null;
  let again = false;

  // Whether something is not on the disk yet.
  pen.isBusy = () => pen.isDirty() || running !== null || pen.conflict !== null;
  pen.isDirty = () => pen.base !== null && pen.text !== pen.base.text;

  const take = ({ text, checksum }) => {
    pen.base = { text, checksum };
    pen.text = text;
  };

  // Takes what the disk has, unless something that is not saved stands on the page: then the next save puts the two together.
  pen.read = async () => {
    const there = await load();
    if (running || pen.isDirty() || (pen.base && there.checksum === pen.base.checksum)) return;
    take(there);
    told('changed');
  };

  pen.write = (text) => {
    pen.text = text;
    clearTimeout(timer);
    if (!pen.isDirty()) return;
    told('waiting');
    timer = setTimeout(pen.flush, PAUSE);
  };

  // Saves at once what is not saved.
  pen.flush = async () => {
    clearTimeout(timer);
    while (running) await running;
    if (!pen.isDirty() || pen.conflict) return;
    await run(saveText);
    if (again) pen.write(pen.text);
  };

  // One change from the form, after whatever is being saved. True where it was made.
  pen.change = async (change, saved = () => {}) => {
    await pen.flush();
    while (running) await running;
    return pen.conflict || pen.isDirty() ? false : run(() => saveChange(change, saved));
  };

  // After a conflict: the text that was chosen goes on from what the disk has.
  pen.settle = async (text, theirs, checksum) => {
    pen.conflict = null;
    take({ text: theirs, checksum });
    pen.text = text;
    await pen.flush();
    told('changed');
  };

  async function run(work) {
    running = work();
    const done = await running;
    running = null;
    return done;
  }

  async function saveText() {
    const sent = pen.text;
    told('saving');
    again = false;
    try {
      const there = await save(pen.base.checksum, sent);
      // Whoever typed on meanwhile has not seen what others wrote: the next save puts that in as well.
      again = pen.text !== sent;
      if (again) pen.base = { text: sent, checksum: there.mine };
      else take(there);
      told(there.merged ? 'merged' : 'saved');
      if (there.merged && !again) told('changed');
      return true;
    } catch (error) {
      return failed(error);
    }
  }

  async function saveChange(change, saved) {
    const before = pen.text;
    told('saving');
    try {
      const there = await alter(pen.base.checksum, change);
      // What was typed meanwhile was made from the text before: the next save puts the two together.
      const isTyped = pen.text !== before;
      if (!isTyped) take(there);
      saved();
      told(there.merged ? 'merged' : 'saved');
      if (isTyped) pen.write(pen.text);
      else if (there.merged) told('changed');
      return true;
    } catch (error) {
      return failed(error);
    }
  }

  function failed(error) {
    if (error.why === 'conflict') {
      pen.conflict = pen.isDirty() ? { ...error.value, mine: pen.text } : error.value;
      told('conflict', pen.conflict);
    } else told('failed', error);
    return false;
  }

  return pen;
}
