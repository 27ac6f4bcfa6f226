// Gives a file to whoever is at the page.

import { make } from './dom.js';

export function address(bytes) {
  return URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
}

export function download(name, bytes) {
  const link = make('a', { href: address(bytes), download: name });
  link.click();
  // The browser reads it after this script has ended.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
