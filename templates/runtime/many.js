// Finding an element by its id, in a module of many situations. Each situation and each capsule stands there in a `noscript`, which is a text
// to a browser that runs scripts, and is made when it is first asked for: thousands at once take seconds and hundreds of megabytes.

function unfold(folded) {
  if (folded) folded.outerHTML = folded.textContent;
}

if (!isAble) all(document, 'noscript').forEach(unfold);

function byId(id) {
  // The page of the capsules shows all of them; a handout stands beside its capsule.
  if (id === '_capsules') all(document, '#_capsules noscript').forEach(unfold);
  const [first, second] = id.replace(/^_handout-/, '_capsule/').split('/');
  unfold(document.getElementById('_text/' + (first === '_capsule' ? first + '/' + second : first)));
  return document.getElementById(id);
}
