// A page of a package as one file: its styles, scripts and pictures inside it. Nothing in it runs while it is made.

const KINDS = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml', woff2: 'font/woff2', woff: 'font/woff', mp3: 'audio/mpeg', mp4: 'video/mp4', webm: 'video/webm' };
// In characters: what is longer stays out of the page.
const LARGEST = 20_000_000;

export const isPage = (path) => /\.(html?|xhtml)$/i.test(path);

// `files` has bytes by path.
export function inline(path, files) {
  const page = new DOMParser().parseFromString(text(files.get(path)), 'text/html');
  const find = (address, from = path) => {
    try {
      const target = new URL(address, new URL(encodeURI(from), 'package:///'));
      return target.protocol === 'package:' ? decodeURI(target.pathname).replace(/^\/+/, '') : null;
    } catch {
      return null;
    }
  };
  const data = (address, from) => {
    const target = find(address, from);
    const content = target === null ? null : files.get(target);
    const kind = target && KINDS[target.split('.').pop().toLowerCase()];
    return content && kind && content.length < LARGEST ? 'data:' + kind + ';base64,' + base64(content) : null;
  };
  // The frame has a stricter policy than any page, and the page's own would forbid what is inside it now.
  page.querySelectorAll('meta[http-equiv="Content-Security-Policy" i], base').forEach((one) => one.remove());
  page.querySelectorAll('link[rel~="stylesheet" i][href]').forEach((link) => {
    const target = find(link.getAttribute('href'));
    const style = page.createElement('style');
    if (link.media) style.media = link.media;
    style.textContent = files.has(target) ? text(files.get(target)).replace(/url\(\s*(["']?)([^"')]+)\1\s*\)/g, (all, quote, address) => {
      const found = data(address, target);
      return found ? 'url(' + found + ')' : all;
    }) : '';
    link.replaceWith(style);
  });
  // The others would only have a browser look for something elsewhere beforehand.
  page.querySelectorAll('link').forEach((link) => link.remove());
  page.querySelectorAll('script[src]').forEach((script) => {
    const target = find(script.getAttribute('src'));
    const own = page.createElement('script');
    if (script.type) own.type = script.type;
    own.textContent = files.has(target) ? text(files.get(target)).replace(/<\/script/gi, '<\\/script') : '';
    // A script inside the page cannot wait for the end of it in another way.
    if (script.defer) page.body.append(own);
    else script.before(own);
    script.remove();
  });
  page.querySelectorAll('[src]').forEach((one) => {
    const found = data(one.getAttribute('src'));
    if (found) one.setAttribute('src', found);
  });
  return '<!doctype html>\n' + page.documentElement.outerHTML;
}

const text = (content) => new TextDecoder().decode(content);

function base64(content) {
  const parts = [];
  for (let at = 0; at < content.length; at += 0x8000) parts.push(String.fromCharCode(...content.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}
