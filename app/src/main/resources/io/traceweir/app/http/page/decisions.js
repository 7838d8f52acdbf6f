// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
import { byId, bytes, clock, count, counted, el, millis, share, sync, text } from './dom.js';

const TRIGGERS = {
  root: 'its root had arrived, and the wait after it was over',
  timeout: 'its time was up',
  span_limit: 'it had more spans than the limit',
  byte_limit: 'it was larger than the limit',
  memory: 'the buffer was full, and it was among the oldest',
};

let shown = [];
let latest = [];
const open = new Set();

/** Whoever reads must not have the list pulled away: then new decisions wait behind a button. */
export function drawDecisions(answer, state) {
  latest = answer.decisions.filter(d => matches(d, state.text));
  const key = JSON.stringify([state.outcome, state.rule, state.service, state.text]);
  const changed = key !== drawDecisions.key;
  drawDecisions.key = key;
  if (changed) {
    open.clear();
    byId('decision-scroll').scrollTop = 0;
  }
  const known = new Set(shown.map(d => d.trace_id));
  const fresh = latest.filter(d => !known.has(d.trace_id)).length;
  if (changed || !isRead() || shown.length === 0) {
    show(state);
  } else {
    byId('fresh').hidden = fresh === 0;
    text(byId('fresh'), `${count(fresh)} new`);
  }
}

export function showLatest(state) {
  open.clear();
  byId('decision-scroll').scrollTop = 0;
  show(state);
}

function isRead() {
  return byId('decision-scroll').scrollTop > 4 || open.size > 0;
}

function matches(decision, wanted) {
  const needle = wanted.trim().toLowerCase();
  return needle === ''
    || [decision.trace_id, decision.root_service, decision.root_name, decision.rule, ...decision.services]
      .some(name => name.toLowerCase().includes(needle));
}

function show(state) {
  shown = latest;
  byId('fresh').hidden = true;
  byId('decisions-empty').hidden = shown.length > 0;
  byId('decision-scroll').hidden = shown.length === 0;
  const filtered = state.outcome !== '' || state.rule !== '' || state.service !== '' || state.text.trim() !== '';
  text(byId('decisions-empty'), filtered ? 'No decision among the last ones fits these filters.' : 'No decision yet: a trace is decided when it is complete, or when its time is up.');
  text(byId('decisions-note'), shown.length === 0 ? '' : `the last ${count(shown.length)}${filtered ? ' that fit' : ''}`);
  sync(byId('decision-rows'), shown, d => d.trace_id, create, () => {});
}

function create(decision) {
  const kept = decision.outcome === 'kept';
  const body = `decision-${decision.trace_id}`;
  const line = el('button', { type: 'button', class: 'line', 'aria-expanded': 'false', 'aria-controls': body },
    el('span', { class: `badge ${decision.outcome}` }, kept ? '✓ kept' : '– dropped'),
    el('span', { class: 'rule' }, decision.rule),
    el('span', { class: 'root' },
      el('strong', {}, decision.root_service || '(no root)'), ' ', el('span', {}, decision.root_name)),
    el('span', { class: `facts${decision.errors > 0 ? ' bad' : ''}` }, decision.errors > 0 ? `✕ ${counted(decision.errors, 'error')}` : ''),
    el('span', { class: 'number duration' }, millis(decision.duration_ms)),
    el('span', { class: 'number spans' }, counted(decision.spans, 'span')),
    el('time', { class: 'muted number', datetime: decision.time }, clock(decision.time)));
  const detail = el('div', { class: 'detail', id: body, hidden: true });
  line.addEventListener('click', () => toggle(decision, line, detail));
  return el('li', { class: decision.outcome, 'data-trace': decision.trace_id }, line, detail);
}

function toggle(decision, line, detail) {
  const opens = detail.hidden;
  detail.hidden = !opens;
  line.setAttribute('aria-expanded', String(opens));
  if (opens) {
    open.add(decision.trace_id);
    if (detail.childElementCount === 0) {
      detail.append(el('p', {}, why(decision)), facts(decision));
    }
  } else {
    open.delete(decision.trace_id);
  }
}

function why(d) {
  const trigger = TRIGGERS[d.trigger] ?? `of trigger ${d.trigger}`;
  const when = `Decided because ${trigger}. Rule “${d.rule}” keeps ${share(d.probability)} of the traces it takes`;
  if (d.probability === 0 || d.probability === 1) {
    return `${when}.`;
  }
  return `${when}: this one’s randomness ${d.randomness} ${d.outcome === 'kept' ? 'reaches' : 'is below'} the threshold ${d.threshold.padEnd(14, '0')}.`;
}

function facts(d) {
  const rows = [
    ['Trace', el('code', {}, d.trace_id)],
    ['Trigger', d.trigger],
    ['Probability', share(d.probability)],
    ['Spans, logs', `${count(d.spans)}, ${count(d.logs)}`],
    ['Error spans', count(d.errors)],
    ['Size', bytes(d.bytes)],
    ['Services', d.services.join(', ')],
    ['Flags', d.flags.join(', ') || 'none'],
    ['Rules hash', el('code', {}, d.rules_hash)],
    ...(d.shadows ?? []).map(s => [`Tried: ${s.name}`, s.rule === undefined ? s.outcome : `${s.outcome} by “${s.rule}”`]),
  ];
  return el('dl', {}, ...rows.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}
