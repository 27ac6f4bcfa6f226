// Through a module by clicks that the page makes itself, without a pointer: what a step does is the same, only what lies under a
// pointer is not asked.

// For `playAll`: `told(situation, step, log)` hears what each step told the LMS.
export async function sprint(session, course, told) {
  const from = (await session.log()).length;
  const marks = await session.sco.evaluate(runThrough, course.situations);
  const log = await session.log();
  let at = from;
  marks.forEach(({ id, step, length }) => {
    told(id, step, log.slice(at, length));
    at = length;
  });
}

async function runThrough(situations) {
  const marks = [];
  // Done when the address has changed and the page has answered to it.
  const moved = (act) => new Promise((resolve) => {
    window.addEventListener('hashchange', () => resolve(), { once: true });
    act();
  });
  const right = (item, at) => (item.right.length ? item.right.includes(at) : at === 0);
  const answer = (element, item) => {
    element.querySelectorAll('.choices input').forEach((input) => { if (right(item, Number(input.value))) input.click(); });
    element.querySelectorAll('.placing .pick:first-child input').forEach((input) => input.click());
    const [stop] = element.querySelectorAll('.stop input');
    if (stop) stop.click();
    const check = element.querySelector('.doing button');
    if (check) check.click();
  };
  for (const { id, items } of situations) {
    await moved(() => document.querySelector('.card[href="#' + id + '"]').click());
    while (window.location.hash !== '#_overview') {
      const open = document.querySelector('.view.open .step.open');
      open.querySelectorAll('.item[data-item]').forEach((element) => answer(element, items.find((item) => item.id === element.dataset.item)));
      open.querySelectorAll('label.weight:first-of-type input, label.tap:first-of-type input').forEach((input) => input.click());
      const on = document.querySelector('.view.open > .moves .first');
      const last = Array.from(open.querySelectorAll('.turn')).pop();
      for (let left = 100; last && !last.classList.contains('open') && left > 0; left -= 1) on.click();
      await moved(() => on.click());
      marks.push({ id, step: open.id.split('/')[1], length: window.parent.log.length });
    }
  }
  return marks;
}
