'use strict';

/**
 * Makes an element. Text never becomes markup: children are nodes or are set as text.
 * @param {string} tag
 * @param {Object<string, string|Function>} attributes a function is an event handler
 * @param {...(Node|string|number)} children
 */
function make(tag, attributes, ...children) {
  const svg = ['svg', 'path', 'line', 'text', 'rect', 'circle', 'g'].includes(tag);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag)
                      : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A round number of at least `value`/`parts`, for the lines of an axis. */
function stepOf(value, parts) {
  const raw = value / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= raw - 1e-9);
}

/** @param {number} ms of the planned time @returns {string} "45s", "2m", "2m30s" */
function shortTime(ms) {
  const minutes = Math.floor(ms / 60000);
  const seconds = Math.round((ms % 60000) / 1000);
  if (minutes === 0) return seconds + 's';
  return minutes + 'm' + (seconds ? seconds + 's' : '');
}

/**
 * The planned concurrent users over time, filled up to how far a run has come.
 * @param {{rampUpMs: number, plateauMs: number, plateauVus: number}} load
 * @param {number|null} percent of progress, or null where there is no run
 */
function profileChart(load, percent) {
  const width = 900, height = 270, left = 62, right = 20, top = 12, bottom = 52;
  const total = load.rampUpMs + load.plateauMs;
  const step = stepOf(load.plateauVus, 3);
  const most = Math.ceil(load.plateauVus * 1.1 / step) * step;
  const x = (ms) => left + (width - left - right) * ms / total;
  const y = (users) => height - bottom - (height - top - bottom) * users / most;
  const usersAt = (ms) => load.plateauVus * Math.min(1, load.rampUpMs ? ms / load.rampUpMs : 1);
  const area = (until) => `M${x(0)},${y(0)} L${x(Math.min(until, load.rampUpMs))},` +
      `${y(usersAt(Math.min(until, load.rampUpMs)))} L${x(until)},${y(usersAt(until))} L${x(until)},${y(0)} Z`;

  const chart = make('svg', {class: 'chart', viewBox: `0 0 ${width} ${height}`, role: 'img',
                             'aria-label': 'Concurrent users over the duration'});
  for (let users = 0; users <= most; users += step) {
    chart.append(make('line', {x1: left, x2: width - right, y1: y(users), y2: y(users), stroke: '#e3e9ec'}),
                 make('text', {x: left - 10, y: y(users) + 4, 'text-anchor': 'end'}, String(users)));
  }
  const parts = 10;
  for (let i = 0; i <= parts; ++i) {
    const ms = total * i / parts;
    chart.append(make('line', {x1: x(ms), x2: x(ms), y1: y(0), y2: y(0) + 5, stroke: '#b0bec5'}),
                 make('text', {x: x(ms), y: y(0) + 20, 'text-anchor': 'middle'}, shortTime(ms)));
  }
  const live = percent !== null;
  chart.append(make('path', {d: area(total), fill: live ? '#e1f3fc' : '#45b5ec'}));
  if (live && percent > 0) chart.append(make('path', {d: area(total * percent / 100), fill: '#45b5ec'}));
  chart.append(make('path', {d: `M${x(0)},${y(0)} L${x(load.rampUpMs)},${y(load.plateauVus)} L${x(total)},${y(load.plateauVus)}`,
                             fill: 'none', stroke: '#039be5', 'stroke-width': '2'}),
               make('text', {x: (left + width - right) / 2, y: height - 8, 'text-anchor': 'middle'}, 'Duration'),
               make('text', {transform: `translate(14 ${(top + height - bottom) / 2}) rotate(-90)`,
                             'text-anchor': 'middle'}, 'Concurrent users'));
  return chart;
}
