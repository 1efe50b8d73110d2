'use strict';

/** The form of one notification, as OctoPerf's "Edit Notification". `index` null: a new one. */
function notificationPanel(data, target, index) {
  const known = index !== null;
  const url = make('input', {type: 'text', name: 'url', value: target.url, autocomplete: 'off', spellcheck: 'false',
                             placeholder: 'https://spira.example.com/Services/Webhooks/TestService.svc/OctoPerf'});
  const ticks = data.events.map((event) => {
    const box = make('input', {type: 'checkbox', value: event});
    box.checked = target.events.includes(event);
    return make('label', {}, box, kEventLabels[event]);
  });
  const rows = make('tbody', {}, ...target.headers.map((name) => headerRow(name, true)), headerRow('', false));
  const save = make('button', {type: 'submit'}, 'Save');
  const form = make('form', {submit: (event) => {
    event.preventDefault();
    guarded({target: save}, () => saveNotification(form, target, index, data.targets.length));
  }},
      make('label', {}, make('span', {}, 'Type'), make('select', {disabled: ''}, make('option', {}, 'Http'))),
      make('div', {class: 'field'}, make('span', {}, 'Events'), make('div', {class: 'ticks'}, ...ticks)),
      make('label', {class: 'whole'}, make('span', {}, 'URL'), url),
      make('div', {class: 'whole field'}, make('span', {}, 'Headers'), make('table', {},
          make('thead', {}, make('tr', {}, make('th', {}, 'Key'), make('th', {}, 'Value'))), rows)),
      make('div', {class: 'whole'}, make('h3', {}, 'Filters'), filters()),
      make('div', {class: 'whole title actions'}, make('div', {class: 'actions'}, save,
          known ? make('button', {class: 'plain', type: 'button', click: (event) => testNotification(event, index)},
                       'Test notification') : null)));
  return make('section', {class: 'panel'}, make('h2', {}, known ? 'Edit Notification' : 'Create Notification'), form);
}

function headerRow(name, hidden) {
  return make('tr', {},
              make('td', {}, make('input', {type: 'text', value: name, 'aria-label': 'Header key'})),
              make('td', {}, make('input', {type: 'text', 'aria-label': 'Header value', autocomplete: 'off',
                                            placeholder: hidden ? 'kept as it is' : ''})));
}

/** Shown as in OctoPerf, all off and not to be changed: this simulator tells about every test. */
function filters() {
  const row = (question, ...fields) => make('div', {}, make('span', {class: 'toggle'}), question,
      ...fields.map((text) => make('input', {type: 'text', disabled: '', value: text, 'aria-label': question})));
  return make('div', {class: 'filters'},
              row('Filter on concurrent users?', '50', '≤'),
              row('Filter on test duration?', '20', '≤'),
              row('Filter on scenario name?', 'Scenario name', 'Equals'));
}

async function saveNotification(form, target, index, count) {
  const changed = {keep: index === null ? -1 : index,
                   events: [...form.querySelectorAll('.ticks input:checked')].map((box) => box.value), headers: []};
  // Unchanged, the URL is only its masked picture: leaving it out keeps the real one.
  const url = form.elements.url.value.trim();
  if (url !== target.url) changed.url = url;
  for (const row of form.querySelectorAll('tbody tr')) {
    const [name, value] = [...row.querySelectorAll('input')].map((input) => input.value.trim());
    if (!name) continue;
    changed.headers.push(value ? {name, value} : {name});
  }
  const all = Array.from({length: count}, (_, i) => ({keep: i}));
  all[index === null ? count : index] = changed;
  await ask('notifications', 'PUT', all);
  await refresh();
  tell('The notification is saved.', true);
}

function testNotification(event, index) {
  return guarded(event, async () => {
    await ask(`notifications/${index + 1}`, 'POST');
    await refresh();
    tell('The test notification is on its way: its ids resolve to nothing. The answer appears below.', true);
    setTimeout(refreshSent, 1500);
  });
}

async function refreshSent() {
  const place = document.getElementById('sent');
  if (!place) return;
  const data = await ask('notifications');
  place.replaceChildren(sentTable(data.sent.slice().reverse(), 'Nothing sent yet.'));
}
