'use strict';

const page = document.getElementById('page');
let places = [];
let place = {};
let timer = 0;

/** Reads or changes data of the simulator; a failure is an Error with a sentence. */
async function ask(path, method, body) {
  const options = method ? {method, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body || {})} : {};
  const answer = await fetch('/_page/' + path, options).catch(() => {
    throw new Error('The simulator does not answer. Is it still running?');
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

function show(nodes) {
  page.replaceChildren(...nodes.filter(Boolean));
}

function tell(text, good) {
  document.querySelectorAll('main > .failed-note, main > .done-note').forEach((note) => note.remove());
  page.prepend(make('div', {class: good ? 'done-note' : 'failed-note', role: 'status'}, text));
}

/** Runs what a button does, once at a time. */
async function guarded(event, action) {
  const button = event.target;
  if (button.disabled) return;
  button.disabled = true;
  try {
    await action();
  } catch (error) {
    tell(error.message, false);
  }
  button.disabled = false;
}

function launch(event, scenarioId) {
  return guarded(event, async () => {
    const run = await ask(`scenarios/${encodeURIComponent(scenarioId)}/run`, 'POST');
    location.assign(link.report(run.workspaceId, run.projectId, run.reportId));
  });
}

function abort(event, runId) {
  return guarded(event, async () => {
    await ask(`runs/${encodeURIComponent(runId)}/stop`, 'POST');
    await refresh();
  });
}

/**
 * Which page the address means; the path and, for the legacy /app/#/…, the fragment.
 * @returns {{view: string, data: string, live: boolean}}
 */
function route() {
  const text = location.pathname.startsWith('/app') ? location.hash.replace(/^#\/?/, '') : location.pathname;
  const parts = text.split('?')[0].split('/').filter(Boolean).map(decodeURIComponent);
  const after = (name) => parts.includes(name) ? parts[parts.indexOf(name) + 1] || '' : '';
  place = {w: after('workspace'), p: after('project')};
  const last = parts[parts.length - 1] || '';
  const id = encodeURIComponent(last);
  if (parts.includes('notifications')) return {view: 'notifications', data: 'notifications', live: false};
  if (parts.includes('analysis') && last !== 'analysis') return {view: 'report', data: 'reports/' + id, live: true};
  if (parts.includes('runtime') && !['runtime', 'scenario'].includes(last)) {
    return {view: 'scenario', data: 'scenarios/' + id, live: true};
  }
  if (parts.includes('runtime')) return {view: 'scenarios', data: 'projects/' + encodeURIComponent(place.p), live: true};
  return {view: 'overview', data: 'runs', live: true};
}

function logo() {
  return make('svg', {viewBox: '0 0 28 28', 'aria-hidden': 'true'},
              make('circle', {cx: 14, cy: 14, r: 13, fill: '#039be5'}),
              make('path', {d: 'M6 19v-6h4v6zm6 0V7h4v12zm6 0v-9h4v9z', fill: '#fff'}));
}

function drawFrame(view) {
  const first = places[0];
  const workspace = places.find((each) => each.id === place.w) || first;
  const project = workspace.projects.find((each) => each.id === place.p) || workspace.projects[0];
  place = {w: workspace.id, p: project.id, workspaceName: workspace.name, projectName: project.name};
  const crumb = (label, href, here) => make('a', {class: 'crumb' + (here ? ' here' : ''), href}, label);
  document.getElementById('top').replaceChildren(
      make('a', {class: 'brand', href: '/'}, logo(), 'OctoPerf', make('span', {class: 'badge'}, 'simulator')),
      make('a', {class: 'crumb place', href: '/'}, make('span', {}, make('small', {}, 'workspace'), workspace.name)),
      make('a', {class: 'crumb place', href: link.scenarios(place.w, place.p)},
           make('span', {}, make('small', {}, 'project'), project.name)),
      crumb('Runtime', link.scenarios(place.w, place.p), ['scenarios', 'scenario'].includes(view)),
      crumb('Analysis', '/', ['overview', 'report'].includes(view)));
  const entry = (label, href, here) => make('a', {href, class: here ? 'here' : ''}, label);
  document.getElementById('side').replaceChildren(
      entry('Load tests', '/', view === 'overview' || view === 'report'),
      ...places.flatMap((each) => [make('h2', {}, each.name),
        ...each.projects.map((item) => entry(item.name, link.scenarios(each.id, item.id),
            item.id === place.p && ['scenarios', 'scenario'].includes(view)))]),
      make('hr', {}), make('h2', {}, 'Configuration'),
      entry('Notifications', link.notifications(place.w), view === 'notifications'),
      make('p', {}, 'A pretended OctoPerf: no load is generated, times are compressed.'));
}

async function refresh() {
  const {view, data} = route();
  drawFrame(view);
  try {
    const json = await ask(data);
    show(views[view](json, place));
    document.title = (json.name ? json.name + ' · ' : '') + 'OctoPerf simulator';
  } catch (error) {
    tell(error.message, false);
  }
}

/** Reads the page again every second, unless the person is not looking or is about to click. */
function poll() {
  clearInterval(timer);
  if (!route().live) return;
  timer = setInterval(() => {
    if (!document.hidden && !page.querySelector('button:active')) refresh();
  }, 1000);
}

async function start() {
  try {
    places = await ask('places');
  } catch (error) {
    return tell(error.message, false);
  }
  await refresh();
  poll();
}

window.addEventListener('hashchange', () => refresh().then(poll));
start();
