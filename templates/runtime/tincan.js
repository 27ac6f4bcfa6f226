// Launched with the query of tincan.xml, which carries everything, credentials too. Source: Rustici Software, "xAPI launch", and xAPI
// 1.0.3. A launch without registration is one learner's only one.

const CATEGORIES = {};

function createAdapter(window) {
  const { search } = window.location;
  const query = new URLSearchParams(search);
  const given = ['endpoint', 'auth', 'actor', 'registration', 'activity_id'].map((name) => query.get(name));
  const [endpoint, auth, agent, registration, activity] = given;
  if (!endpoint || !agent) return null;
  const actor = identityOf(readJson(agent));
  const link = createLink({
    search, endpoint: endpoint.replace(/\/?$/, '/'), auth, actor, agent: JSON.stringify(actor), registration: registration || undefined,
    activity: activity || XAPI.module, template: '{}',
  });
  speakOnlyWith(endpoint);
  explainPrompt(endpoint);
  const start = () => twice(() => readDocument(link)).then(() => { link.put = JSON.stringify(link.doc); });
  return adapterOf(link, beginLink(link, start).catch(() => giveUp(link)));
}

// One way to know who it is, and no name. Some platforms still send lists, as in the first drafts of xAPI.
function identityOf(actor) {
  const one = (value) => (Array.isArray(value) ? value[0] : value);
  const key = ['account', 'mbox', 'mbox_sha1sum', 'openid'].find((name) => one(actor[name]));
  const value = one(actor[key]);
  const account = key === 'account' && { homePage: value.homePage || value.accountServiceHomePage, name: value.name || value.accountName };
  return { objectType: 'Agent', [key]: account || value };
}
