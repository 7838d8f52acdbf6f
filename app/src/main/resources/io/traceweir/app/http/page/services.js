// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
import { byId, el, millis, percent, rate, shortened, span, svg, sync, text } from './dom.js';

const WIDTH = 92;
const HEIGHT = 26;
const sort = { by: 'calls', down: true };

/** Clicks on the table's head sort it. */
export function sortable(redraw) {
  for (const button of document.querySelectorAll('[data-sort]')) {
    button.addEventListener('click', () => {
      const by = button.dataset.sort;
      sort.down = sort.by === by ? !sort.down : by !== 'service';
      sort.by = by;
      redraw();
    });
  }
}

export function drawServices(answer, state, choose) {
  const rows = [...answer.services].sort(order);
  byId('services-table').hidden = rows.length === 0;
  byId('services-empty').hidden = rows.length > 0;
  text(byId('services-empty'), `No calls yet: the first figures come after ${span(answer.interval_seconds)}.`);
  for (const button of document.querySelectorAll('[data-sort]')) {
    const sorted = button.dataset.sort === sort.by;
    button.closest('th').setAttribute('aria-sort', sorted ? (sort.down ? 'descending' : 'ascending') : 'none');
  }
  sync(byId('service-rows'), rows, s => s.service, service => create(service, choose),
    (row, service) => update(row, service, state));
}

function order(a, b) {
  const value = service => sort.by === 'errors' ? service.errors / Math.max(1, service.calls) : service[sort.by] ?? -1;
  const [left, right] = [value(a), value(b)];
  const way = left < right ? -1 : left > right ? 1 : 0;
  return (sort.down ? -way : way) || (a.service < b.service ? -1 : 1);
}

function create(service, choose) {
  const name = el('button', { type: 'button', class: 'name', title: service.service },
    shortened(service.service || '(no name)', 40));
  name.addEventListener('click', () => choose(service.service));
  const row = el('tr', { 'data-service': service.service },
    el('th', { scope: 'row' }, name),
    cell('calls'), cell('errors'), cell('durations'), el('td', { class: 'number wide' }));
  return row;
}

function cell(kind) {
  return el('td', {}, el('div', { class: 'figure' }, el('span', { class: 'value' }),
    svg('svg', { class: `spark ${kind}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' })));
}

function update(row, service, state) {
  row.classList.toggle('chosen', service.service === state.service);
  row.querySelector('.name').setAttribute('aria-pressed', String(service.service === state.service));
  const [, calls, errors, durations, median] = row.children;
  figure(calls, rate(service.calls_per_second), service.history.map(m => m.calls), area);
  figure(errors, percent(service.errors, service.calls), service.history.map(m => m.errors), bars);
  errors.classList.toggle('bad', service.errors > 0.05 * service.calls);
  figure(durations, millis(service.p95_ms), service.history.map(m => m.p95_ms), line);
  text(median, millis(service.p50_ms));
}

function figure(cell, words, values, draw) {
  text(cell.querySelector('.value'), words);
  const picture = cell.querySelector('svg');
  const key = values.join();
  if (picture.drawn !== key) {
    picture.drawn = key;
    picture.replaceChildren(...draw(values));
  }
}

function scale(values) {
  const most = Math.max(1e-9, ...values.filter(v => v !== null));
  const step = WIDTH / Math.max(1, values.length - 1);
  return { x: i => (i * step).toFixed(1), y: v => (HEIGHT - 2 - (v / most) * (HEIGHT - 5)).toFixed(1) };
}

function area(values) {
  if (values.length < 2) {
    return [];
  }
  const { x, y } = scale(values);
  const points = values.map((v, i) => `${x(i)} ${y(v)}`).join(' L');
  return [
    svg('path', { class: 'fill', d: `M0 ${HEIGHT} L${points} L${WIDTH} ${HEIGHT} Z` }),
    svg('path', { class: 'stroke', d: `M${points}` }),
  ];
}

function bars(values) {
  const { y } = scale(values);
  const step = WIDTH / Math.max(1, values.length);
  return [
    svg('path', { class: 'base', d: `M0 ${HEIGHT - 1} H${WIDTH}` }),
    ...values.map((v, i) => v > 0
      ? svg('rect', {
        x: (i * step).toFixed(1), y: y(v), width: Math.max(1.2, step - 0.8).toFixed(1), height: (HEIGHT - 1 - y(v)).toFixed(1),
      })
      : null).filter(bar => bar !== null),
  ];
}

/** Where nobody called there is a gap. */
function line(values) {
  const { x, y } = scale(values);
  let d = '';
  let pen = false;
  values.forEach((v, i) => {
    if (v !== null) {
      const alone = !pen && (values[i + 1] ?? null) === null;
      d += `${pen ? 'L' : 'M'}${x(i)} ${y(v)} ${alone ? 'h1.5 ' : ''}`;
    }
    pen = v !== null;
  });
  return [svg('path', { class: 'stroke', d })];
}
