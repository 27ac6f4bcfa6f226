// How a learner without a mouse goes through a module: Tab, Enter, Space and arrows only.
import assert from 'node:assert/strict';

const FAR = 120;

// What has the focus, told so that a test can decide: where it stands, what it is, and whether one sees that it has it.
export function focused(sco) {
  return sco.evaluate(() => {
    const element = document.activeElement;
    const ring = (one) => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    // The ring of a box or a radio may be drawn by what stands around it.
    const around = element.tagName === 'INPUT' ? [element, element.nextElementSibling, element.closest('label')] : [element];
    const seen = around.filter(Boolean).map((one) => one.getBoundingClientRect());
    const inView = seen.some((box) => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
    const [step, view] = ['.step', '.view'].map((selector) => element.closest(selector));
    return {
      tag: element.tagName, id: element.id, type: element.type || '', text: element.textContent.trim().slice(0, 60), href: element.getAttribute('href'),
      first: element.matches('.moves button.first'), aside: element.closest('.warning') !== null, bar: element.closest('.moves') !== null, step: step ? step.id.split('/')[1] : null, view: view ? view.id : null, checked: element.checked === true,
      visible: inView && around.filter(Boolean).some(ring),
    };
  });
}

// Presses Tab until `wanted` says yes; every stop on the way must be visible.
export async function tabTo(session, wanted, key = 'Tab') {
  const path = [];
  for (let press = 0; press < FAR; press += 1) {
    await session.page.keyboard.press(key);
    const now = await focused(session.sco);
    path.push(now);
    if (now.tag !== 'BODY') assert.ok(now.visible, 'the focus is not to be seen: ' + JSON.stringify(now));
    if (wanted(now)) return path;
  }
  throw new Error('never reached with the keyboard: ' + path.slice(-8).map((one) => one.tag + ' ' + one.text).join(' | '));
}

// Uses each control on the way to the button that goes on, and that button as long as it stays in the step.
export async function workWithKeys(session) {
  const last = session.sco.locator('.step.open .turn').last();
  const isLast = async () => !await last.count() || last.isVisible();
  for (let stop = 0; stop < FAR; stop += 1) {
    const [now] = await tabTo(session, () => true);
    if (now.first && await isLast()) return;
    if (now.first) await session.page.keyboard.press('Enter');
    if (now.first || now.bar) continue;
    await use(session.page.keyboard, now);
  }
  throw new Error('no button that goes on');
}

async function use(keyboard, now) {
  if (now.tag === 'TEXTAREA') return keyboard.type('mot');
  if (now.type === 'radio') return keyboard.press('Space');
  if (now.type === 'checkbox') return keyboard.press('Space');
  if (now.tag === 'SUMMARY') return keyboard.press('Enter');
  // Checks and moves, but nothing that leaves the card, opens a print dialogue, saves a file or leads elsewhere.
  if (now.tag === 'BUTTON' && !now.aside && !/print|save/i.test(now.text) && !/question/i.test(now.text)) return keyboard.press('Enter');
  return null;
}
