// Launched by cmi5: asks for the token, reads what the platform prepared, and speaks from then on through `xapi.js`. Source: cmi5,
// sections 8 (launch), 9.6 (context), 10 (LMS.LaunchData) and 11 (preferences).

const CATEGORIES = {
  initialized: [XAPI.cmi5],
  completed: [XAPI.cmi5, XAPI.moveon],
  passed: [XAPI.cmi5, XAPI.moveon],
  failed: [XAPI.cmi5, XAPI.moveon],
  terminated: [XAPI.cmi5],
};

// Gives null where nobody launched the page, so that it takes the adapter without an LMS.
function createAdapter(window) {
  const { search } = window.location;
  const query = new URLSearchParams(search);
  const given = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'].map((name) => query.get(name));
  const [endpoint, token, agent, registration, activity] = given;
  if (!given.every(Boolean)) return null;
  const link = createLink({ search, endpoint: endpoint.replace(/\/?$/, '/'), agent, actor: readJson(agent), registration, activity });
  speakOnlyWith(endpoint, token);
  explainPrompt(endpoint);
  return adapterOf(link, beginLink(link, () => startCmi5(link, token)).then(() => offerReturn(link)).catch(() => giveUp(link)));
}

// The token is given once.
async function startCmi5(link, token) {
  const given = await twice(() => fetch(token, { method: 'POST' }).then((answer) => answer.json()));
  if (!given['auth-token']) throw given;
  link.auth = 'Basic ' + given['auth-token'];
  const [data] = await Promise.all([
    twice(() => ask(link, 'GET', 'activities/state', documentQuery(link, 'LMS.LaunchData')).then(contentOf)),
    // Its languages are the browser's affair, and there is no sound to turn off; but it is to be read.
    ask(link, 'GET', 'agents/profile', { agent: link.agent, profileId: 'cmi5LearnerPreferences' }).catch(() => null),
    twice(() => readDocument(link)),
  ]);
  link.template = JSON.stringify(data.contextTemplate);
  link.put = JSON.stringify(link.doc);
  if (['Browse', 'Review'].indexOf(data.launchMode) >= 0) link.mode = data.launchMode;
  if (Number.isFinite(data.masteryScore)) link.mastery = data.masteryScore;
  link.back = data.returnURL;
}

const contentOf = (answer) => (answer.ok ? answer.json() : Promise.reject(answer));

// The page leaves by this link as by any other; whoever goes says goodbye.
function offerReturn(link) {
  if (!/^https?:/.test(link.back)) return;
  const back = Object.assign(document.createElement('a'), { href: link.back, className: 'plain', textContent: wordOf('leave') });
  document.getElementById('_tools').append(back);
}
