// A module that learners enter, each in a window of their own.
import { launch, openPage } from './browser.mjs';
import { visit } from './lms.mjs';
import { build } from './packages.mjs';
import { serve } from './server.mjs';

// `enter(record)` opens a window and, in it, the module with what the LMS keeps of this learner.
export async function enterable(t, deck, ...options) {
  const [one] = build(t, deck, ...options);
  const { origin } = await serve(t, [one]);
  const browser = await launch(t);
  const enter = async (record) => {
    const opened = await openPage(browser);
    return { ...opened, session: await visit(opened.page, origin, one.name, record) };
  };
  return { one, origin, enter };
}
