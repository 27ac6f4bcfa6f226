// Where the studio is: the address of the page names a file and a line (#t1/01-card.md:12), or a hall beside the rooms (#/publish), so that
// going back works. On a narrow screen one room is seen at a time.

// What the address names: `hall`, or `file` and `line`; null and 0 where it names none.
export function named() {
  const [, place, line] = /^#(.*?)(?::(\d+))?$/.exec(decodeURIComponent(location.hash)) || [];
  const isHall = (place || '').startsWith('/');
  return { hall: isHall ? place.slice(1) : null, file: isHall ? null : place || null, line: Number(line) || 0 };
}

// Goes to a file, without a change of the room.
export function goTo(file, line = 0) {
  location.hash = encodeURIComponent(file).replace(/%2F/g, '/') + (line ? ':' + line : '');
}

// Opens a file where it is written.
export function open(file, line = 0) {
  enter('write');
  goTo(file, line);
}

export function enter(room) {
  document.querySelector('.rooms').dataset.room = room;
  document.querySelectorAll('.ways button').forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.room === room)));
}
