// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
import { byId, bytes, count, el, percent, share, span, sync, text } from './dom.js';

export function drawRules(answer, state, choose) {
  const all = [...answer.rules, ...answer.other_rules.map(rule => ({ ...rule, other: true }))];
  const most = Math.max(1, ...all.map(total));
  text(byId('rules-note'), `hash ${answer.hash.slice(0, 8)} · last ${span(answer.window_seconds)}`);
  sync(byId('rule-rows'), all, rule => `${rule.other ? 'other' : 'rule'}:${rule.name}`,
    rule => create(rule, choose), (row, rule) => update(row, rule, most, state));
  options(byId('rule-filter'), all.map(rule => rule.name));
}

function total(rule) {
  return rule.kept.traces + rule.dropped.traces;
}

function options(select, names) {
  sync(select, ['', ...names], name => `=${name}`,
    name => el('option', { value: name }, name === '' ? 'all rules' : name), () => {});
}

function create(rule, choose) {
  const name = el('button', { type: 'button', class: 'name' }, rule.name);
  name.addEventListener('click', () => choose(rule.name));
  return el('li', { 'data-rule': rule.name },
    el('div', { class: 'rule-head' }, name, el('span', { class: 'keep' })),
    el('code', { class: 'when' }),
    el('div', { class: 'bar', role: 'img' }, el('span', { class: 'part kept' }), el('span', { class: 'part dropped' })),
    el('p', { class: 'muted small' }));
}

function keeps(rule) {
  if (rule.other) {
    return 'not in these rules';
  }
  if (rule.keep_rate !== null) {
    return `keeps ${rule.keep_rate.text}`;
  }
  return rule.keep === null ? 'a Collector’s policy' : `keeps ${share(rule.keep)}`;
}

function update(row, rule, most, state) {
  row.classList.toggle('chosen', rule.name === state.rule);
  row.querySelector('.name').setAttribute('aria-pressed', String(rule.name === state.rule));
  text(row.querySelector('.keep'), keeps(rule));
  text(row.querySelector('.when'), rule.other ? 'an older rule set, or another instance’s' : rule.when ?? 'everything else');
  const seen = total(rule);
  const [kept, dropped] = row.querySelector('.bar').children;
  kept.style.width = `${(100 * rule.kept.traces) / most}%`;
  dropped.style.width = `${(100 * rule.dropped.traces) / most}%`;
  const words = seen === 0
    ? 'no trace yet'
    : `${count(rule.kept.traces)} of ${count(seen)} traces kept (${percent(rule.kept.traces, seen)}) · `
      + `${bytes(rule.kept.bytes)} of ${bytes(rule.kept.bytes + rule.dropped.bytes)}`;
  row.querySelector('.bar').setAttribute('aria-label', words);
  text(row.querySelector('p'), words);
}
