// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

// Layers, as Sugiyama draws them: cycles are broken, nodes stand right of their callers, long edges
// get a place in each layer they cross, and layers are ordered until few edges cross. The same graph
// gives the same picture, whatever the order it comes in.

const SWEEPS = 12;
const KINDS = ['user', 'service', 'external', 'database'];

/**
 * @param nodes with id, name, kind
 * @param edges with from and to, both ids
 * @returns { places: id to {layer, across}, routes: index of edge to points {layer, across} from
 *     its beginning to its end, layers, breadth }
 */
export function layout(nodes, edges) {
  const order = [...nodes].sort(byKindThenName).map(node => node.id);
  const links = edges
    .map((edge, index) => ({ from: edge.from, to: edge.to, index }))
    .filter(link => link.from !== link.to)
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || a.index - b.index);
  const directed = withoutCycles(order, links);
  const layerOf = longestPaths(order, directed);
  const { layers, chains } = withBends(order, directed, layerOf);
  untangle(layers, chains);
  const across = straighten(layers, chains);
  return picture(order, edges, { layerOf, layers, chains, across });
}

function byKindThenName(a, b) {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Turns round what leads back to a node that is being visited; roots come first. */
function withoutCycles(order, links) {
  const out = new Map(order.map(id => [id, []]));
  const called = new Set();
  for (const link of links) {
    out.get(link.from).push(link);
    called.add(link.to);
  }
  const state = new Map();
  const directed = [];
  const visit = id => {
    state.set(id, 'open');
    for (const link of out.get(id)) {
      const reversed = state.get(link.to) === 'open';
      directed.push(reversed
        ? { from: link.to, to: link.from, index: link.index, reversed }
        : { from: link.from, to: link.to, index: link.index, reversed });
      if (!state.has(link.to)) {
        visit(link.to);
      }
    }
    state.set(id, 'done');
  };
  for (const id of [...order.filter(id => !called.has(id)), ...order]) {
    if (!state.has(id)) {
      visit(id);
    }
  }
  return directed;
}

function longestPaths(order, directed) {
  const layerOf = new Map(order.map(id => [id, 0]));
  let moved = true;
  for (let round = 0; moved && round <= order.length; round++) {
    moved = false;
    for (const link of directed) {
      const least = layerOf.get(link.from) + 1;
      if (layerOf.get(link.to) < least) {
        layerOf.set(link.to, least);
        moved = true;
      }
    }
  }
  return layerOf;
}

/** A chain per edge: its two ends, and a bend in each layer between them. */
function withBends(order, directed, layerOf) {
  const layers = Array.from({ length: Math.max(0, ...layerOf.values()) + 1 }, () => []);
  order.forEach(id => layers[layerOf.get(id)].push(id));
  const chains = directed.map(link => {
    const chain = [link.from];
    for (let layer = layerOf.get(link.from) + 1; layer < layerOf.get(link.to); layer++) {
      const bend = `~${link.index}/${layer}`;
      layers[layer].push(bend);
      chain.push(bend);
    }
    chain.push(link.to);
    return { chain, index: link.index, reversed: link.reversed };
  });
  return { layers, chains };
}

function neighbours(chains) {
  const left = new Map();
  const right = new Map();
  const add = (map, id, other) => map.set(id, [...(map.get(id) ?? []), other]);
  for (const { chain } of chains) {
    for (let i = 1; i < chain.length; i++) {
      add(left, chain[i], chain[i - 1]);
      add(right, chain[i - 1], chain[i]);
    }
  }
  return { left, right };
}

/** Sorts each layer by the middle of its neighbours, to and fro; the best order seen stays. */
function untangle(layers, chains) {
  const { left, right } = neighbours(chains);
  let best = layers.map(layer => [...layer]);
  let fewest = crossings(layers, right);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0;
    for (let i = 1; i < layers.length; i++) {
      const at = forth ? i : layers.length - 1 - i;
      const beside = layers[forth ? at - 1 : at + 1];
      sortByMiddle(layers[at], forth ? left : right, new Map(beside.map((id, place) => [id, place])));
    }
    const now = crossings(layers, right);
    if (now < fewest) {
      fewest = now;
      best = layers.map(layer => [...layer]);
    }
  }
  best.forEach((layer, i) => layers.splice(i, 1, layer));
}

function sortByMiddle(layer, beside, placeOf) {
  const middle = new Map(layer.map((id, place) => {
    const places = (beside.get(id) ?? []).map(other => placeOf.get(other));
    return [id, places.length === 0 ? place : places.reduce((a, b) => a + b, 0) / places.length];
  }));
  layer.sort((a, b) => middle.get(a) - middle.get(b));
}

function crossings(layers, right) {
  let crossed = 0;
  for (let i = 0; i + 1 < layers.length; i++) {
    const placeOf = new Map(layers[i + 1].map((id, place) => [id, place]));
    const ends = layers[i].flatMap(id => (right.get(id) ?? []).map(to => placeOf.get(to)).sort((a, b) => a - b));
    for (let a = 0; a < ends.length; a++) {
      for (let b = a + 1; b < ends.length; b++) {
        crossed += ends[a] > ends[b] ? 1 : 0;
      }
    }
  }
  return crossed;
}

/** Pulls each node towards the middle of its neighbours, as far as the one before it allows. */
function straighten(layers, chains) {
  const { left, right } = neighbours(chains);
  const across = new Map();
  const breadth = Math.max(1, ...layers.map(layer => layer.length));
  for (const layer of layers) {
    layer.forEach((id, i) => across.set(id, i + (breadth - layer.length) / 2));
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    const around = forth ? left : right;
    for (const layer of forth ? layers : [...layers].reverse()) {
      place(layer, layer.map(id => wish(id, around, across)), across);
    }
  }
  const top = Math.min(...across.values());
  across.forEach((value, id) => across.set(id, value - top));
  return across;
}

function wish(id, around, across) {
  const places = (around.get(id) ?? []).map(other => across.get(other));
  return places.length === 0 ? across.get(id) : places.reduce((a, b) => a + b, 0) / places.length;
}

/** Keeps order and distance; what is pushed together shares the push. */
function place(layer, wishes, across) {
  const groups = [];
  layer.forEach((id, i) => {
    let group = { first: i, size: 1, start: wishes[i] };
    for (let last = groups.at(-1); last && last.start + last.size > group.start; last = groups.at(-1)) {
      groups.pop();
      const size = last.size + group.size;
      const start = (last.start * last.size + (group.start - last.size) * group.size) / size;
      group = { first: last.first, size, start };
    }
    groups.push(group);
  });
  for (const group of groups) {
    for (let i = 0; i < group.size; i++) {
      across.set(layer[group.first + i], group.start + i);
    }
  }
}

function picture(order, edges, { layerOf, layers, chains, across }) {
  const places = new Map(order.map(id => [id, { layer: layerOf.get(id), across: across.get(id) }]));
  const routes = new Map();
  for (const { chain, index, reversed } of chains) {
    const first = layerOf.get(chain[0]);
    const points = chain.map((id, i) => ({ layer: first + i, across: across.get(id) }));
    routes.set(index, reversed ? points.reverse() : points);
  }
  edges.forEach((edge, index) => {
    if (edge.from === edge.to) {
      routes.set(index, [places.get(edge.from), places.get(edge.from)]);
    }
  });
  return { places, routes, layers: layers.length, breadth: Math.max(0, ...across.values()) + 1 };
}
