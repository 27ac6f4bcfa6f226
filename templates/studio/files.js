// The files of a deck, as the program tells of it. Knows no element of the page.

const inTheme = (theme) => [...theme.cards, ...theme.capsules, { file: theme.teaching }];

// Those that the list at the left can show, in all languages.
export function filesOf({ editions, others }) {
  const own = editions.flatMap(({ themes, parts }) => [...parts, ...themes.flatMap((theme) => [theme, ...inTheme(theme)])]);
  return own.concat(others).map(({ file }) => file);
}

// Whether a file is that of a theme in which something else still is.
export function isFullTheme({ editions }, file) {
  const theme = editions.flatMap(({ themes }) => themes).find((one) => one.file === file);
  return Boolean(theme) && inTheme(theme).some((one) => one.file);
}
