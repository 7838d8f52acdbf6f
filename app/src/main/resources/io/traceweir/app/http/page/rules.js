// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
import { byId, bytes, clock, count, counted, el, percent, share, span, sync, text } from './dom.js';

export function drawRules(answer, state, choose) {
  const all = [...answer.rules, ...answer.other_rules.map(rule => ({ ...rule, other: true }))];
  const most = Math.max(1, ...all.map(total));
  const since = answer.effective_at === null ? '' : ` since ${clock(answer.effective_at)}`;
  text(byId('rules-note'), `hash ${answer.hash.slice(0, 8)}${since} · last ${span(answer.window_seconds)}`);
  refused(answer.last_reload);
  sync(byId('rule-rows'), all, rule => `${rule.other ? 'other' : 'rule'}:${rule.name}`,
    rule => create(rule, choose), (row, rule) => update(row, rule, most, state));
  options(byId('rule-filter'), all.map(rule => rule.name));
  byId('candidates').hidden = answer.candidates.length === 0;
  sync(byId('candidate-rows'), answer.candidates, candidate => candidate.name,
    candidate => el('li', { 'data-candidate': candidate.name }, el('strong', {}, candidate.name), el('p', { class: 'muted small' })),
    (row, candidate) => text(row.querySelector('p'), `${counted(candidate.rules, 'rule')}, hash ${candidate.hash.slice(0, 8)}: ${tried(candidate)}`));
}

/** The old rules decide, and the file has to be mended. */
function refused(reload) {
  const problems = reload !== null && reload.outcome === 'refused' ? reload.problems : [];
  const more = problems.length > 1 ? ` (and ${count(problems.length - 1)} more)` : '';
  byId('rules-refused').hidden = problems.length === 0;
  text(byId('rules-refused'), problems.length === 0 ? ''
    : `The rule file changed at ${clock(reload.time)} and is refused, so these older rules decide: ${problems[0]}${more}`);
}

/** What would be different if it were applied. */
function tried(shadow) {
  const seen = total(shadow);
  return seen === 0
    ? 'no trace yet'
    : `would keep ${count(shadow.kept.traces)} of ${counted(seen, 'trace')}, ${bytes(shadow.kept.bytes)}`
      + ` · ${count(shadow.gained.traces)} that are dropped now · not ${count(shadow.lost.traces)} that are kept`;
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
    el('p', { class: 'muted small seen' }),
    el('p', { class: 'muted small tried', hidden: true }));
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
  text(row.querySelector('.seen'), words);
  const shadow = rule.shadow ?? null;
  row.querySelector('.tried').hidden = shadow === null;
  text(row.querySelector('.tried'), shadow === null ? '' : `tried with ${share(shadow.keep)}: ${tried(shadow)}`);
}
