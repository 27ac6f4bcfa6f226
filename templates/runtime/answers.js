// An answer to an item: what it is worth, and the sign by which the state keeps it. Only a module with items has this file.

function factPoints(item, ticks) {
  const right = ticks.filter((tick) => item.right.indexOf(tick) >= 0).length;
  const wrong = ticks.length - right;
  if (item.kind === 'fact') return right === 1 && wrong === 0 ? 1 : 0;
  return Math.max(0, (right - wrong) / item.right.length);
}

// An answer carries no text, only places in the list of options, so it can never hold what somebody typed.
function encodeAnswer(kind, answer) {
  if (kind === 'position') return isDigit(answer) ? answer.toString(36) : null;
  if (kind === 'fact' || kind === 'facts' || kind === 'perspectives') return encodeTicks(answer);
  if (kind === 'order' || kind === 'match' || kind === 'sort') return encodeRow(answer);
  return null;
}

function isDigit(value) {
  return Number.isInteger(value) && value >= 0 && value < 36;
}

function encodeTicks(answer) {
  if (!Array.isArray(answer) || !answer.every((tick) => isDigit(tick) && tick < 30)) return null;
  return answer.reduce((mask, tick) => mask | (1 << tick), 0).toString(36);
}

// An object {index: place} is taken as well as an array; a hyphen stands for what is not placed yet.
function encodeRow(answer) {
  if (answer === null || typeof answer !== 'object') return null;
  const keys = Object.keys(answer).map(Number);
  if (!keys.length || keys.length > 36 || !keys.every(isDigit)) return null;
  const length = Math.max(...keys) + 1;
  return Array.from({ length }, (_, i) => (isDigit(answer[i]) ? answer[i].toString(36) : '-')).join('');
}

// Gives null where there is no answer, or one that the item as it is today cannot have had: its author may have taken
// away an option or a thing to be placed.
function readAnswer(item, code) {
  const answer = code === undefined ? null : decodeAnswer(item.kind, code);
  if (!Array.isArray(answer) || !item.options) return answer;
  const things = item.kind === 'order' || item.kind === 'match' || item.kind === 'sort' ? item.right : item.options;
  return answer.length <= things.length && answer.every((place) => place === null || place < item.options.length) ? answer : null;
}

function decodeAnswer(kind, code) {
  if (kind === 'position') return code.length === 1 && code !== '-' ? parseInt(code, 36) : null;
  if (kind === 'fact' || kind === 'facts' || kind === 'perspectives') return decodeTicks(code);
  if (kind !== 'order' && kind !== 'match' && kind !== 'sort') return null;
  return code.split('').map((digit) => (digit === '-' ? null : parseInt(digit, 36)));
}

function decodeTicks(code) {
  const mask = readNumber(code);
  if (mask === null) return null;
  return Array.from({ length: 30 }, (_, i) => i).filter((i) => mask & (1 << i));
}
