// What a page of the site does beside being read: it looks as its reader has set it, and it searches where it has a search.

texts = JSON.parse(byId('_texts').textContent);
const display = displayPanel();
byId('_opener').replaceWith(display.opener);
byId('_tools').after(display.panel);
const form = byId('_search');
if (form) showSearch(form, window.cartableIndex || []);
const seek = byId('_seek');
if (seek) leadToSearch(seek);
