// A size in bytes as people read it.
export function size(bytes, { top }) {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1000) + '\u00a0' + top.kb;
}
