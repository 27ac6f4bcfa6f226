// One text that is being written: what the disk had, what stands on the page, and the saves between the two, one at a time. It knows no
// element of the page.
//
// createPen({ load, save, alter, told })
//   load()            → { text }                 reads the file
//   save(base, text)  → { text }                 writes it; the text that comes back is the disk's, which may hold what others wrote meanwhile
//   alter(base, change) → { text }               makes one change in the text, at its place, and writes it
//   told(event, more) 'waiting' | 'saving' | 'saved' | 'merged' | 'conflict' | 'failed' | 'changed'

const PAUSE = 800;

export function createPen({ load, save, alter, told }) {
  const pen = { base: null, text: '', conflict: null };
  let timer = null;
  let running = null;

  pen.isDirty = () => pen.base !== null && pen.text !== pen.base;

  // Takes what the disk has, unless something that is not saved stands on the page: then the next save puts the two together.
  pen.read = async () => {
    const { text } = await load();
    if (running || pen.isDirty() || text === pen.base) return;
    pen.base = text;
    pen.text = text;
    told('changed');
  };

  pen.write = (text) => {
    pen.text = text;
    if (!pen.isDirty()) return;
    told('waiting');
    clearTimeout(timer);
    timer = setTimeout(pen.flush, PAUSE);
  };

  // Saves at once what is not saved.
  pen.flush = async () => {
    clearTimeout(timer);
    while (running) await running;
    if (!pen.isDirty() || pen.conflict) return;
    running = once();
    await running;
    running = null;
    if (pen.isDirty() && pen.retry) pen.write(pen.text);
  };

  // One change from the form, after whatever is being saved. True where it was made.
  pen.change = async (change) => {
    await pen.flush();
    while (running) await running;
    if (pen.conflict) return false;
    let done = false;
    running = (async () => {
      told('saving');
      try {
        const { text, merged } = await alter(pen.base, change);
        pen.base = text;
        pen.text = text;
        done = true;
        told(merged ? 'merged' : 'saved');
      } catch (error) {
        failed(error, error.value && error.value.mine);
      }
    })();
    await running;
    running = null;
    return done;
  };

  // After a conflict: the text that was chosen goes on from what the disk has.
  pen.settle = (text, theirs) => {
    pen.conflict = null;
    pen.base = theirs;
    pen.text = text;
    told('changed');
    return pen.flush();
  };

  async function once() {
    const sent = pen.text;
    told('saving');
    pen.retry = false;
    try {
      const { text } = await save(pen.base, sent);
      const isMerged = text !== sent;
      const isStill = pen.text === sent;
      // Whoever typed on meanwhile has not seen what others wrote: the next save puts that in as well.
      pen.base = isStill ? text : sent;
      if (isStill) pen.text = text;
      pen.retry = !isStill;
      told(isMerged ? 'merged' : 'saved');
      if (isMerged && isStill) told('changed');
    } catch (error) {
      failed(error, sent);
    }
  }

  function failed(error, mine) {
    if (error.why === 'conflict') {
      pen.conflict = { mine, theirs: error.value.theirs };
      told('conflict', pen.conflict);
    } else told('failed', error);
  }

  return pen;
}
