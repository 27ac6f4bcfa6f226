// Reading asks for nothing more than the page already shows. A card that may hurt can be left for good, and counts all the same.

STEPS.read = (section, desk) => {
  const note = section.querySelector('.warning');
  if (note) note.append(button('second', note.dataset.aside, desk.setAside));
};
