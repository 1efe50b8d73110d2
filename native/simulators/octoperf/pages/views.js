'use strict';

/** Addresses of the pages, in OctoPerf's current shape. */
const link = {
  project: (w, p) => `/ui/workspace/${encodeURIComponent(w)}/project/${encodeURIComponent(p)}`,
  scenarios: (w, p) => link.project(w, p) + '/runtime/scenario',
  scenario: (w, p, id) => link.scenarios(w, p) + '/' + encodeURIComponent(id),
  report: (w, p, id) => link.project(w, p) + '/analysis/report/' + encodeURIComponent(id),
  notifications: (w) => `/ui/workspace/${encodeURIComponent(w)}/notifications`,
};

const kStates = ['CREATED', 'PENDING', 'SCALING', 'PREPARING', 'INITIALIZING', 'RUNNING'];
const kEventLabels = {TEST_STARTED: 'Test started', TEST_ENDED: 'Test ended', TEST_PASSED: 'Test passed',
                      TEST_FAILED: 'Test failed', TEST_ERROR: 'Test error'};
const kMetrics = {
  HITS_TOTAL: ['Hits', '', 0], HITS_RATE: ['Hit rate', '/s', 2], ERRORS_TOTAL: ['Errors', '', 0],
  ERRORS_PERCENT: ['% Errors', '%', 2], RESPONSE_TIME_AVG: ['Avg elapsed', 's', 3],
  RESPONSE_TIME_PERCENTILE_95: ['95th percentile', 's', 3], THROUGHPUT_TOTAL: ['Throughput', 'MB', 2],
};

const chip = (name, label) => make('span', {class: 'chip ' + name}, label || name);
const clock = (ms) => new Date(ms).toLocaleTimeString('en-GB');
const elapsed = (run) => shortTime((run.ended || run.now) - run.created);
const round = (value) => Math.round(value) + ' %';

function bar(run, big) {
  const inner = make('i', {});
  inner.style.width = run.progress + '%';
  return make('div', {class: `bar ${run.state} ${big ? 'big' : ''}`, role: 'progressbar',
                      'aria-valuenow': Math.round(run.progress), 'aria-valuemin': 0, 'aria-valuemax': 100}, inner);
}

function table(heads, rows, none) {
  if (!rows.length) return make('p', {class: 'empty'}, none);
  return make('div', {class: 'wide'}, make('table', {},
      make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', {}, head)))),
      make('tbody', {}, ...rows.map((cells) => make('tr', {}, ...cells.map((cell) => cell instanceof Array
          ? make('td', {class: 'tight'}, ...cell) : make('td', {}, cell)))))));
}

function titled(name, lead, ...actions) {
  return make('div', {class: 'title'},
      make('div', {}, make('h1', {}, name), make('p', {class: 'lead'}, lead)),
      make('div', {class: 'actions'}, ...actions.filter(Boolean)));
}

function card(title, ...content) {
  return make('section', {class: 'card'}, title ? make('h3', {}, title) : null, ...content);
}

function runTable(runs, none) {
  return table(['Test', 'State', 'Progress', '', 'Verdict', 'Started', 'Took'], runs.map((run) => [
    make('a', {href: link.report(run.workspaceId, run.projectId, run.reportId)}, run.name),
    [chip(run.state)], bar(run), [round(run.progress)],
    [run.verdict ? chip(run.verdict) : '–'], [clock(run.created)], [elapsed(run)]]), none);
}

const stateOf = (runs) => runs.length ? [chip(runs[0].state)] : ['–'];

/** The views: each gives its content from data; those with `live` are read again every second. */
const views = {
  overview(runs) {
    return [titled('Load tests', 'Every test this simulator has run since it was started, newest first.'),
            card('', runTable(runs, 'Nothing has run yet. Start a scenario here, from Spira, or over the REST API.'))];
  },

  scenarios(list, place) {
    return [titled('Scenarios', `${place.workspaceName} / ${place.projectName}`),
            card('', table(['Scenario', 'Id', 'Users', 'Last state', ''], list.map((scenario) => [
              make('a', {href: link.scenario(place.w, place.p, scenario.id)}, scenario.name),
              [make('code', {}, scenario.id)], [String(scenario.userProfiles[0].load.plateauVus)],
              stateOf(scenario.runs),
              [make('button', {class: 'small', click: (event) => launch(event, scenario.id)}, 'Launch')]]),
              'This project has no scenarios.'))];
  },

  scenario(scenario) {
    const going = scenario.runs.find((run) => !run.terminal);
    return [titled(scenario.name, scenario.description || 'No description',
                   going ? make('button', {class: 'stop', click: (event) => abort(event, going.id)}, 'Abort') : null,
                   make('button', {click: (event) => launch(event, scenario.id)}, 'Launch')),
            card('', profileChart(scenario.userProfiles[0].load, null)),
            card('Scenario id', make('code', {}, scenario.id)),
            card('Tests of this scenario', runTable(scenario.runs, 'It has not run yet.'))];
  },

  report(run) {
    const ends = run.terminal ? run.state : 'FINISHED';
    const was = run.states.map((entry) => entry.state);
    return [
      titled(run.name, `${run.workspace} / ${run.project} · launched by ${run.username} at ${clock(run.created)}`,
             run.terminal ? null : make('button', {class: 'stop', click: (event) => abort(event, run.id)}, 'Abort'),
             run.scenario ? make('a', {href: link.scenario(run.workspaceId, run.projectId, run.scenario.id)},
                                 make('button', {class: 'plain', tabindex: '-1'}, 'Scenario')) : null),
      card('', make('div', {class: 'title'},
                    make('div', {}, chip(run.state), ' ', run.verdict ? chip(run.verdict) : ''),
                    make('div', {class: 'label'}, `${round(run.progress)} · ${elapsed(run)}`)),
           bar(run, true),
           make('ol', {class: 'steps'}, ...[...kStates, ends].map((state) => make('li', {
             class: (state === run.state ? 'is ' : was.includes(state) ? 'was ' : '') + state}, state)))),
      make('div', {class: 'cards'}, ...run.metrics.map(metricCard)),
      run.scenario ? card('Load', profileChart(run.scenario.userProfiles[0].load, run.progress)) : null,
      make('div', {class: 'two'},
           card('Threshold alarms', table(['Severity', 'Threshold'], run.alarms.map((alarm) =>
               [[chip(alarm.severity)], make('code', {}, alarm.thresholdId)]), 'No alarms.')),
           card('HTTP notifications', sentTable(run.notifications, 'Nothing sent for this test.'))),
      make('p', {class: 'label'}, 'Bench result ', make('code', {}, run.id), ' · report ', make('code', {}, run.reportId)),
    ];
  },

  notifications(data) {
    const panels = data.targets.map((target, index) => notificationPanel(data, target, index));
    if (!data.targets.length) panels.push(notificationPanel(data, {url: '', headers: [], events: [
      'TEST_FAILED', 'TEST_PASSED', 'TEST_ERROR']}, null));
    return [titled('Notifications', 'Where this workspace tells about its tests. URLs and header values are write-only.'),
            ...panels,
            card('Sent', make('div', {id: 'sent'}, sentTable(data.sent.slice().reverse(), 'Nothing sent yet.')))];
  },
};

function metricCard(metric) {
  const [label, unit, digits] = kMetrics[metric.id];
  const known = typeof metric.value === 'number';
  const value = known ? metric.value.toFixed(digits) : '–';
  return make('div', {class: 'card'}, make('div', {class: 'number'}, value, known && unit ? make('small', {}, unit) : null),
              make('div', {class: 'label'}, label));
}

function sentTable(rows, none) {
  return table(['Time', 'Event', 'Receiver', 'Answer'], rows.map((row) => [
    [clock(row.time)], [chip(row.event, kEventLabels[row.event])], make('code', {}, row.url),
    [row.status === null ? '…' : chip(row.status >= 200 && row.status < 300 ? 'ok' : 'bad', row.status || 'no answer')]]), none);
}
