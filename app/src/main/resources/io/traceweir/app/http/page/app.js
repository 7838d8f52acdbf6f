// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
import { byId, bytes, clock, count, el, percent, rate, span, sync, text } from './dom.js';
import { drawDecisions, showLatest } from './decisions.js';
import { drawMap } from './map.js';
import { drawRules } from './rules.js';
import { drawServices, sortable } from './services.js';

const EVERY_MILLIS = 2_000;
const PATIENCE_MILLIS = 8_000;
const QUIET_SECONDS = 30;

/** What the user chose, and what to do where there is nothing to see. */
const state = { outcome: '', rule: '', service: '', text: '', hint: '' };
let last = null;
let awaySince = null;
let timer = 0;
let running = false;
let again = false;

class NotAllowed extends Error {}

async function ask(path) {
  const token = sessionStorage.getItem('token');
  const response = await fetch(`api/v1/${path}`, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  if (response.status === 401) {
    throw new NotAllowed();
  }
  if (!response.ok) {
    throw new Error(`the server answers ${response.status}`);
  }
  return response.json();
}

function decisionsPath() {
  const wanted = Object.entries({ outcome: state.outcome, rule: state.rule, service: state.service })
    .filter(([, value]) => value !== '');
  return `decisions?${new URLSearchParams([['limit', '300'], ...wanted])}`;
}

async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  clearTimeout(timer);
  try {
    const [status, services, graph, rules, decisions] = await Promise.all(
      ['status', 'services', 'graph', 'rules', decisionsPath()].map(ask));
    last = { status, services, graph, rules, decisions };
    awaySince = null;
    byId('login').hidden = true;
    byId('main').hidden = false;
  } catch (problem) {
    failed(problem);
  } finally {
    running = false;
  }
  draw();
  if (again) {
    again = false;
    refresh();
  } else {
    timer = setTimeout(() => document.hidden ? wait() : refresh(), EVERY_MILLIS);
  }
}

/** A page that nobody sees asks nothing. */
function wait() {
  document.addEventListener('visibilitychange', refresh, { once: true });
}

function failed(problem) {
  awaySince ??= new Date();
  if (problem instanceof NotAllowed) {
    last = null;
    awaySince = null;
    byId('main').hidden = true;
    byId('login').hidden = false;
    text(byId('state-text'), 'locked');
    byId('state').className = 'state';
  }
}

function draw() {
  drawState();
  if (last === null) {
    return;
  }
  state.hint = hint(last.status);
  text(byId('application'), last.status.application_id);
  text(byId('version'), `Traceweir ${last.status.version}`);
  drawFigures(last);
  drawMap(last.graph, last.services.services, state, chooseService);
  drawServices(last.services, state, chooseService);
  drawRules(last.rules, state, chooseRule);
  drawDecisions(last.decisions, state);
  notes();
  const chip = byId('service-filter');
  chip.hidden = state.service === '';
  text(chip, `service ${state.service} ×`);
  chip.setAttribute('aria-label', `show all services, not only ${state.service}`);
}

function hint(status) {
  const topics = status.input_topics.join(' and ');
  return status.ready
    ? `Send OTLP to ${topics}; the map is drawn after the first interval of ${span(status.metrics_interval_seconds)}.`
    : `The pipeline is ${status.state}; it reads ${topics} once it runs.`;
}

function notes() {
  const { services } = last;
  const covered = services.covered_seconds > 0 ? `last ${span(services.covered_seconds)} of all traffic` : '';
  text(byId('map-note'), covered);
  text(byId('services-note'), covered);
}

function drawFigures({ services, rules }) {
  const all = [...rules.rules, ...rules.other_rules];
  const sum = value => all.reduce((total, rule) => total + value(rule), 0);
  const kept = sum(rule => rule.kept.traces);
  const traces = kept + sum(rule => rule.dropped.traces);
  const keptBytes = sum(rule => rule.kept.bytes);
  const allBytes = keptBytes + sum(rule => rule.dropped.bytes);
  const calls = services.services.reduce((total, s) => total + s.calls, 0);
  const errors = services.services.reduce((total, s) => total + s.errors, 0);
  const window = `in the last ${span(rules.window_seconds)}`;
  const tiles = [
    { name: 'Traces decided', value: count(traces), note: window },
    { name: 'Kept', value: percent(kept, traces), note: `${count(kept)} traces` },
    { name: 'Stored', value: bytes(keptBytes), note: `of ${bytes(allBytes)}` },
    { name: 'Calls', value: services.covered_seconds > 0 ? rate(calls / services.covered_seconds) : '–', note: `${count(services.services.length)} services` },
    { name: 'Failed calls', value: percent(errors, calls), note: `${count(errors)} of ${count(calls)}` },
  ];
  sync(byId('figures'), tiles, tile => tile.name,
    tile => el('div', { class: 'tile' }, el('span', { class: 'muted' }, tile.name), el('strong'), el('span', { class: 'muted small' })),
    (node, tile) => {
      text(node.children[1], tile.value);
      text(node.children[2], tile.note);
    });
}

function drawState() {
  const [how, words, banner] = condition();
  byId('state').className = `state ${how}`;
  text(byId('state-text'), words);
  byId('banner').hidden = banner === '';
  text(byId('banner'), banner);
}

/** How it is, in a word for the eye, some for the corner, and a sentence when something is wrong. */
function condition() {
  if (awaySince !== null) {
    const since = clock(awaySince);
    return ['bad', 'no answer', last === null
      ? 'Traceweir does not answer here.'
      : `Traceweir has not answered since ${since}. What is shown is from before; this page keeps trying.`];
  }
  if (last === null) {
    return ['', 'connecting …', ''];
  }
  const { reader, left_out: leftOut, state: pipeline, ready, now } = last.status;
  const age = reader.last_record === null ? null : (Date.parse(now) - Date.parse(reader.last_record)) / 1_000;
  if (!reader.connected) {
    const before = age === null ? '' : ` What is shown was read until ${span(age)} ago.`;
    return ['bad', 'no Kafka', `${sentence(reader.problem)}${before}`];
  }
  const cut = Object.entries(leftOut).filter(([, value]) => value > 0).map(([name]) => name.replace('_', ' '));
  const note = cut.length === 0 ? '' : `Too much to show all of it: some ${cut.join(', ')} were left out here. The pipeline is not affected.`;
  if (!reader.caught_up) {
    return ['warn', 'catching up', note];
  }
  if (!ready) {
    return ['warn', pipeline.toLowerCase().replaceAll('_', ' '), note];
  }
  const quiet = Math.max(QUIET_SECONDS, 2.5 * last.status.metrics_interval_seconds);
  return age !== null && age > quiet ? ['warn', `quiet for ${span(age)}`, note] : ['ok', 'live', note];
}

function sentence(words) {
  return words === '' ? 'Not connected to Kafka.' : `${words[0].toUpperCase()}${words.slice(1)}.`;
}

function chooseService(name) {
  state.service = state.service === name ? '' : name;
  changed();
}

function chooseRule(name) {
  state.rule = state.rule === name ? '' : name;
  byId('rule-filter').value = state.rule;
  changed();
}

function changed() {
  draw();
  refresh();
}

function listen() {
  for (const radio of document.querySelectorAll('[name=outcome]')) {
    radio.addEventListener('change', () => {
      state.outcome = radio.value;
      changed();
    });
  }
  byId('rule-filter').addEventListener('change', event => {
    state.rule = event.target.value;
    changed();
  });
  byId('text-filter').addEventListener('input', event => {
    state.text = event.target.value;
    draw();
  });
  byId('service-filter').addEventListener('click', () => chooseService(state.service));
  byId('fresh').addEventListener('click', () => showLatest(state));
  byId('login').addEventListener('submit', event => {
    event.preventDefault();
    sessionStorage.setItem('token', byId('token').value);
    byId('token').value = '';
    refresh();
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && state.service !== '') {
      chooseService(state.service);
    }
  });
  addEventListener('resize', () => last !== null && draw());
  sortable(draw);
}

listen();
refresh();
