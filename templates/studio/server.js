// What the page asks of the program. An answer that is no success is thrown as an Error with the program's own words.

// What is said where the program does not answer at all; the page sets it once it has its texts.
export const silence = { words: 'cartable' };

async function answered(asked) {
  let response;
  try {
    response = await asked;
  } catch (error) {
    throw Object.assign(new Error(silence.words), { why: 'lost', value: {} });
  }
  const value = await response.json();
  if (response.ok) return value;
  throw Object.assign(new Error(value.error), { why: value.why, value });
}

export const ask = async (path, query = {}) => answered(fetch('/api/' + path + '?' + new URLSearchParams(query)));

export const tell = async (path, value) => answered(fetch('/api/' + path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value),
}));

// Calls `changed(number)` whenever the deck has another state, for as long as the page is there; `lost(true)` when the program does not
// answer, and `lost(false)` when it does again.
export async function follow(since, changed, lost) {
  let number = since;
  let away = false;
  for (;;) {
    try {
      const next = (await ask('changes', { since: number })).number;
      if (away) lost(away = false);
      if (next !== number) changed(number = next);
    } catch (error) {
      if (!away) lost(away = true);
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
  }
}

// The same for a file as it is.
export const send = async (path, query, file) => answered(fetch('/api/' + path + '?' + new URLSearchParams(query), {
  method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file,
}));
