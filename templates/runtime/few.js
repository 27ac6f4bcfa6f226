// Finding an element by its id.

const byId = (id) => document.getElementById(id);
