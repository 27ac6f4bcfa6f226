// One course for every program that is measured. As a program it writes the deck of cartable:
// node benches/peers/course.mjs OUT PAGES [PAGES_A_THEME]
// The texts are made of a fixed list of words by a fixed rule, so that every run measures the same course.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORDS = `answer team visit phone night week family help rule law support message care record private manager colleague young
parent school work house street meeting plan trust voice choice limit time risk calm open question`.split(/\s+/);

/** Numbers from 0 up to a bound, the same in every run. */
function numbers(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

function sentence(next, length) {
  const words = Array.from({ length }, () => WORDS[next(WORDS.length)]).join(' ');
  return `${words[0].toUpperCase()}${words.slice(1)}.`;
}

/** A page: a story of two paragraphs, three questions with one right answer of three, an open question, a note to keep. */
function page(number) {
  const next = numbers(number + 1);
  const paragraph = () => Array.from({ length: 4 }, () => sentence(next, 8 + next(8))).join(' ');
  const question = () => ({
    title: sentence(next, 7).replace('.', '?'),
    choices: Array.from({ length: 3 }, () => sentence(next, 5)),
    right: next(3),
    why: sentence(next, 10),
  });
  return {
    title: sentence(next, 4).replace('.', ` ${number + 1}`),
    story: [paragraph(), paragraph()],
    questions: [question(), question(), question()],
    open: sentence(next, 9).replace('.', '?'),
    keep: sentence(next, 12),
  };
}

/** The course as pages, from 0. */
export function course(pages) {
  return Array.from({ length: pages }, (_, number) => page(number));
}

export function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const three = (number) => String(number).padStart(3, '0');

function situation(id, page) {
  const quiz = page.questions.map((question, at) => {
    const choices = question.choices.map((text, choice) => `- [${choice === question.right ? 'x' : ' '}] ${text}`);
    return `### ${question.title} {#q${at + 1} kind=fact source=c-${id}}\n\n${choices.join('\n')}\n\n> ${question.why}\n`;
  });
  return `+++\nid = "${id}"\ntitle = "${page.title}"\ncapsules = ["c-${id}"]\n+++\n\n${page.story.join('\n\n')}\n
## Questions {#prompts}\n\n- ${page.open}\n\n## Quiz {#quiz}\n\n${quiz.join('\n')}\n### ${page.open} {#q4 kind=note}\n`;
}

const capsule = (id, page) =>
  `+++\nid = "c-${id}"\ntitle = "About ${page.title}"\n+++\n\n${page.keep}\n\n## Keep in mind {#keep}\n\n- ${page.keep}\n
## Sources {#sources}\n\n- [The page about ${page.title}](https://www.social-project.fr/${id})\n`;

const LEVELS = ['individual', 'team', 'organisation', 'policy'];

/** The course as a deck of cartable, a page a situation. */
export function deck(out, pages, each) {
  const themes = Array.from({ length: Math.ceil(pages.length / each) }, (_, at) => `t${at + 1}`);
  const ids = themes.map((id) => `"${id}"`).join(', ');
  write(join(out, 'deck.toml'), `id = "peers"\niri = "https://www.social-project.fr/peers"\nversion = "1.0.0"\nlanguages = ["en"]\nthemes = [${ids}]\n
[title]\nen = "A course to measure"\n\n[licence]\nid = "CC0-1.0"\nname = "CC0 1.0"\nurl = "https://creativecommons.org/publicdomain/zero/1.0/"\n\n[[credits]]\nrole = "author"\nname = "Nobody in particular"\n`);
  const board = LEVELS.map((level) => `## ${level} {#${level}}\n\nWhat it means.\n\n- What can be done?\n`).join('\n');
  write(join(out, 'en/board.md'), `+++\ntitle = "The board"\n+++\n\nFour places.\n\n${board}`);
  write(join(out, 'en/game.md'), `+++\ntitle = "The game"\n+++\n\nRead a card and talk about it.\n\n## Roles {#roles}\n\nEveryone plays.\n
## Steps {#steps}\n\n### Read {#step-1}\n\nRead it.\n\n## Questions {#questions}\n\n- What next?\n`);
  for (const [at, theme] of themes.entries()) {
    const folder = join(out, 'en', `${three(at + 1)}-theme`);
    write(join(folder, 'theme.md'), `+++\nid = "${theme}"\ntitle = "Theme ${at + 1}"\n+++\n\nOne of ${themes.length}.\n`);
    for (const [card, page] of pages.slice(at * each, (at + 1) * each).entries()) {
      const id = `${theme}-s${three(card + 1)}`;
      write(join(folder, `${three(card + 1)}.md`), situation(id, page));
      write(join(folder, 'capsules', `${three(card + 1)}.md`), capsule(id, page));
    }
  }
}

/** The course as pages of HTML, for a program that packs what is ready. Nothing is tracked. */
export function html(out, pages) {
  const list = (items) => items.map((text) => `<li>${text}</li>`).join('');
  const page = ({ title, story, questions, open }) => {
    const quiz = questions.map(({ title: asked, choices, why }) => `<h2>${asked}</h2><ul>${list(choices)}</ul><p>${why}</p>`);
    return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>
<p>${story.join('</p>\n<p>')}</p>\n<p>${open}</p>\n${quiz.join('\n')}\n</html>\n`;
  };
  const name = (at) => `page-${at + 1}.html`;
  pages.forEach((one, at) => write(join(out, name(at)), page(one)));
  const links = list(pages.map(({ title }, at) => `<a href="${name(at)}">${title}</a>`));
  write(join(out, 'index.html'), `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>A course</title><ol>${links}</ol></html>\n`);
}

/** The course for LXPack: a page a lesson and an assessment; the open question stands in the lesson. */
export function lxpack(out, pages) {
  const lessons = pages.map(({ title }, at) => `  - id: p${at + 1}\n    title: ${title}\n    type: markdown\n    file: lessons/p${at + 1}.md\n`);
  const quizzes = pages.map((_, at) => `  - id: q${at + 1}\n    file: assessments/q${at + 1}.yaml\n`);
  write(join(out, 'course.yaml'), `title: A course to measure\nversion: 1.0.0\nlessons:\n${lessons.join('')}assessments:\n${quizzes.join('')}`);
  for (const [at, { title, story, questions, open }] of pages.entries()) {
    write(join(out, `lessons/p${at + 1}.md`), `# ${title}\n\n${story.join('\n\n')}\n\n${open}\n`);
    const asked = questions.map((question, number) => {
      const choices = question.choices.map((text, choice) =>
        `      - id: ${'abc'[choice]}\n        text: "${text}"\n${choice === question.right ? '        correct: true\n' : ''}`);
      return `  - id: i${number + 1}\n    prompt: "${question.title}"\n    choices:\n${choices.join('')}`;
    });
    write(join(out, `assessments/q${at + 1}.yaml`), `id: q${at + 1}\ntitle: "${title}"\npassingScore: 0.6\nquestions:\n${asked.join('')}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [out, pages, each = 23] = process.argv.slice(2);
  deck(out, course(Number(pages)), Number(each));
}
