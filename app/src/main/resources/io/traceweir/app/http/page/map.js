// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
import { byId, count, el, millis, percent, rate, share, shortened, svg, sync, text } from './dom.js';
import { layout } from './layout.js';

const WARN = 0.01;
const BAD = 0.05;
const NARROW = 640;
const KINDS = { user: 'callers', service: 'service', database: 'database', external: 'external' };

let drawn = '';
let parts = null;

/** Draws the map; nodes and edges that stay are only given their new figures. */
export function drawMap(graph, services, state, choose) {
  const box = byId('map');
  const edges = merged(graph.edges);
  const narrow = box.clientWidth < NARROW;
  const shape = JSON.stringify([narrow, graph.nodes.map(n => n.id), edges.map(e => [e.from, e.to])]);
  if (shape !== drawn) {
    drawn = shape;
    parts = graph.nodes.length === 0 ? null : build(box, graph.nodes, edges, narrow, choose);
  }
  if (parts === null) {
    empty(box, state);
  } else {
    update(graph, edges, services, state);
  }
  table(graph.edges);
}

/** Several types of connection between the same two nodes are one arrow. */
function merged(edges) {
  const all = new Map();
  for (const edge of edges) {
    const key = `${edge.client_id}\n${edge.server_id}`;
    const one = all.get(key) ?? { from: edge.client_id, to: edge.server_id, key, parts: [] };
    one.parts.push(edge);
    all.set(key, one);
  }
  return [...all.values()].map(edge => {
    const calls = edge.parts.reduce((sum, part) => sum + part.calls, 0);
    const failed = edge.parts.reduce((sum, part) => sum + part.failed, 0);
    const perSecond = edge.parts.reduce((sum, part) => sum + (part.calls_per_second ?? 0), 0);
    const messaging = edge.parts.every(part => part.connection_type === 'messaging_system');
    return { ...edge, calls, failed, perSecond, messaging };
  });
}

function empty(box, state) {
  if (!box.querySelector('.empty')) {
    box.replaceChildren(el('div', { class: 'empty' },
      el('strong', {}, 'No traffic yet'),
      el('p', { class: 'hint' })));
  }
  text(box.querySelector('.hint'), state.hint);
}

function build(box, nodes, edges, narrow, choose) {
  const plan = layout(nodes, edges);
  const size = narrow
    ? { width: 124, height: 46, along: 92, across: 133, margin: 6 }
    : { width: 158, height: 48, along: 236, across: 66, margin: 22 };
  const margin = size.margin;
  const point = ({ layer, across }) => narrow
    ? { x: margin + size.width / 2 + across * size.across, y: margin + size.height / 2 + layer * size.along }
    : { x: margin + size.width / 2 + layer * size.along, y: margin + size.height / 2 + across * size.across };
  const end = point({ layer: plan.layers - 1, across: plan.breadth - 1 });
  const width = Math.max(end.x + size.width / 2 + margin, 300);
  const height = end.y + size.height / 2 + margin;
  const picture = svg('svg', {
    viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Service map', class: 'graph',
  });
  // never larger than drawn, and never so small that it cannot be read
  picture.style.maxWidth = `${width * 1.25}px`;
  picture.style.minWidth = `${width * (narrow ? 0.78 : 0.62)}px`;
  picture.append(svg('defs', {}, ...['ok', 'warn', 'bad'].map(marker)));
  const arrows = edges.map((edge, index) => arrow(plan.routes.get(index).map(point), size, narrow));
  const labels = arrows.map(a => a.label);
  const boxes = nodes.map(node => nodeBox(node, point(plan.places.get(node.id)), size, choose));
  picture.append(...arrows.map(a => a.group), ...boxes.map(b => b.group), ...labels);
  box.replaceChildren(picture);
  boxes.forEach((made, i) => fit(made.name, nodes[i].name || '(no name)', size.width - 40));
  return {
    picture,
    arrows: new Map(edges.map((edge, i) => [edge.key, arrows[i]])),
    boxes: new Map(nodes.map((node, i) => [node.id, boxes[i]])),
  };
}

function marker(name) {
  return svg('marker', {
    id: `head-${name}`, class: `head ${name}`, viewBox: '0 0 10 10', refX: 9, refY: 5,
    markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto',
  }, svg('path', { d: 'M0 1 L10 5 L0 9 z' }));
}

function arrow(points, size, narrow) {
  const path = svg('path', { class: 'edge', fill: 'none' });
  const curve = points.length === 2 && points[0] === points[1] || samePlace(points)
    ? loop(points[0], size)
    : through(points, size, narrow);
  path.setAttribute('d', curve.d);
  const title = svg('title');
  // a wide, invisible line is easier to point at
  const group = svg('g', { class: 'arrow' }, svg('path', { class: 'touch', d: curve.d, fill: 'none' }), path, title);
  const label = svg('g', { class: 'edge-label', transform: `translate(${curve.middle.x} ${curve.middle.y})` },
    svg('rect', { x: -24, y: -9, width: 48, height: 18, rx: 9 }), svg('text', { 'text-anchor': 'middle', dy: '0.35em' }));
  return { group, path, title, label };
}

function samePlace(points) {
  return points.length === 2 && points[0].x === points[1].x && points[0].y === points[1].y;
}

function loop(at, size) {
  const x = at.x + size.width / 2 - 34;
  const y = at.y - size.height / 2;
  return { d: `M${x} ${y} C${x - 4} ${y - 26} ${x + 30} ${y - 26} ${x + 22} ${y - 2}`, middle: { x: x + 12, y: y - 20 } };
}

/** Leaves and enters boxes at their sides, and bends softly in between. */
function through(points, size, narrow) {
  const half = (narrow ? size.height : size.width) / 2 + 2;
  const along = narrow ? 'y' : 'x';
  const ends = points.map(p => ({ ...p }));
  const forward = Math.sign(ends.at(-1)[along] - ends[0][along]) || 1;
  ends[0][along] += forward * half;
  ends.at(-1)[along] -= forward * (half + 2);
  const pieces = ends.slice(1).map((to, i) => piece(ends[i], to, narrow));
  const middle = pieces[Math.floor((pieces.length - 1) / 2)].middle;
  return { d: `M${ends[0].x} ${ends[0].y} ${pieces.map(p => p.d).join(' ')}`, middle };
}

function piece(from, to, narrow) {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const d = narrow
    ? `C${from.x} ${middle.y} ${to.x} ${middle.y} ${to.x} ${to.y}`
    : `C${middle.x} ${from.y} ${middle.x} ${to.y} ${to.x} ${to.y}`;
  return { d, middle };
}

function nodeBox(node, at, size, choose) {
  const { width: w, height: h } = size;
  const pad = node.kind === 'user' ? 20 : 12;
  const name = svg('text', { class: 'node-name', x: pad, y: 19 });
  const figures = svg('text', { class: 'node-figures', x: pad, y: 33 });
  const title = svg('title');
  const group = svg('g', {
    class: `node ${node.kind}`, transform: `translate(${at.x - w / 2} ${at.y - h / 2})`, 'data-id': node.id,
  }, outline(node.kind, w, h), name, figures, svg('path', { class: 'alarm', d: `M${w - 20} 20 l6 -11 l6 11 z` }),
    svg('text', { class: 'alarm-text', x: w - 14, y: 18.5, 'text-anchor': 'middle' }, '!'), title);
  if (node.kind === 'service') {
    group.setAttribute('tabindex', '0');
    group.setAttribute('role', 'button');
    group.addEventListener('click', () => choose(node.name));
    group.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        choose(node.name);
      }
    });
  }
  return { group, name, figures, title };
}

/** Letters are not equally wide: only what is drawn tells how long a name is. */
function fit(label, name, width) {
  text(label, shortened(name, 40));
  for (let letters = 39; letters > 3 && label.getComputedTextLength() > width; letters--) {
    text(label, shortened(name, letters));
  }
}

function outline(kind, w, h) {
  if (kind === 'database') {
    const d = `M0 7 C0 -2 ${w} -2 ${w} 7 V${h - 7} C${w} ${h + 2} 0 ${h + 2} 0 ${h - 7} Z M0 7 C0 15 ${w} 15 ${w} 7`;
    return svg('path', { class: 'shape', d });
  }
  return svg('rect', { class: 'shape', width: w, height: h, rx: kind === 'user' ? h / 2 : 9 });
}

function update(graph, edges, services, state) {
  const chosen = state.service === '' ? null : `service:${state.service}`;
  const near = new Set(chosen === null ? [] : [chosen]);
  for (const edge of edges) {
    const lit = chosen === null || edge.from === chosen || edge.to === chosen;
    if (lit) {
      near.add(edge.from).add(edge.to);
    }
    paint(parts.arrows.get(edge.key), edge, graph, lit);
  }
  const red = new Map(services.map(service => [`service:${service.service}`, service]));
  for (const node of graph.nodes) {
    const box = parts.boxes.get(node.id);
    box.group.classList.toggle('dim', chosen !== null && !near.has(node.id));
    box.group.classList.toggle('chosen', node.id === chosen);
    figures(box, node, red.get(node.id), edges);
  }
}

function level(failed, calls) {
  const part = calls > 0 ? failed / calls : 0;
  return part >= BAD ? 'bad' : part >= WARN ? 'warn' : 'ok';
}

function paint(arrow, edge, graph, lit) {
  const how = level(edge.failed, edge.calls);
  arrow.path.setAttribute('class', `edge ${how}${edge.messaging ? ' messaging' : ''}`);
  arrow.path.setAttribute('stroke-width', (1.4 + Math.min(4.6, 1.15 * Math.log10(1 + 4 * edge.perSecond))).toFixed(2));
  arrow.path.setAttribute('marker-end', `url(#head-${how})`);
  arrow.group.classList.toggle('dim', !lit);
  arrow.label.setAttribute('class', `edge-label ${how}${lit ? '' : ' dim'}`);
  text(arrow.label.lastChild, how === 'ok' ? '' : `✕ ${percent(edge.failed, edge.calls)}`);
  text(arrow.title, edge.parts.map(sentence).join('\n'));
}

function sentence(part) {
  const type = part.connection_type === '' ? '' : ` (${part.connection_type.replace('_', ' ')})`;
  return `${part.client} → ${part.server}${type}: ${count(part.calls)} calls, ${rate(part.calls_per_second)}, `
    + `${count(part.failed)} failed (${percent(part.failed, part.calls)}), p95 ${millis(part.p95_ms)}`;
}

function figures(box, node, red, edges) {
  const into = edges.filter(edge => edge.to === node.id);
  const calls = red?.calls ?? into.reduce((sum, edge) => sum + edge.calls, 0);
  const errors = red?.errors ?? into.reduce((sum, edge) => sum + edge.failed, 0);
  const perSecond = red?.calls_per_second ?? into.reduce((sum, edge) => sum + edge.perSecond, 0);
  const how = node.kind === 'user' ? 'ok' : level(errors, calls);
  box.group.classList.toggle('warn', how === 'warn');
  box.group.classList.toggle('bad', how === 'bad');
  const kind = KINDS[node.kind];
  const line = node.kind === 'user'
    ? kind
    : calls === 0 ? kind : `${rate(perSecond)}${errors > 0 ? ` · ${share(errors / calls)} fail` : ''}`;
  text(box.figures, line);
  const words = `${node.name}, ${kind}: ${line}`;
  text(box.title, words);
  box.group.setAttribute('aria-label', words);
}

function table(edges) {
  document.querySelector('.edges').hidden = edges.length === 0;
  sync(byId('edge-rows'), edges, e => `${e.client_id}\n${e.server_id}\n${e.connection_type}`,
    () => el('tr', {}, el('td'), el('td'), el('td'), el('td', { class: 'number' }), el('td', { class: 'number' }), el('td', { class: 'number' })),
    (row, e) => [e.client, e.server, e.connection_type.replace('_', ' '), count(e.calls),
      `${count(e.failed)} (${percent(e.failed, e.calls)})`, millis(e.p95_ms)]
      .forEach((value, i) => text(row.children[i], value)));
}
