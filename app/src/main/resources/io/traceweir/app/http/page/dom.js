// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

// Names come from the data: they reach the page as text only, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children; strings become text. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for a part of a picture. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

/** Sets a text where it differs, so that a selection in it survives. */
export function text(node, value) {
  if (node.textContent !== value) {
    node.textContent = value;
  }
}

export function byId(id) {
  return document.getElementById(id);
}

/**
 * Makes the children those of the items, in order; children of items that were there before stay
 * the same nodes, with their focus and state.
 */
export function sync(parent, items, key, create, update) {
  const before = parent.known ?? new Map();
  const now = new Map();
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    if (now.has(id)) {
      continue;
    }
    const node = before.get(id) ?? create(item);
    now.set(id, node);
    update(node, item);
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  for (const [id, node] of before) {
    if (!now.has(id)) {
      node.remove();
    }
  }
  parent.known = now;
}

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function count(value) {
  return WHOLE.format(value);
}

export function counted(value, what) {
  return `${count(value)} ${what}${value === 1 ? '' : 's'}`;
}

export function percent(part, whole) {
  return whole > 0 ? share(part / whole) : '–';
}

export function share(value) {
  const points = value * 100;
  if (points === 0 || points === 100) {
    return `${points}%`;
  }
  return points < 0.05 ? '<0.1%' : `${points.toFixed(points >= 99.95 ? 2 : 1).replace(/\.0$/, '')}%`;
}

export function rate(perSecond) {
  if (perSecond === null) {
    return '–';
  }
  if (perSecond >= 100) {
    return `${count(perSecond)}/s`;
  }
  return perSecond >= 0.1 || perSecond === 0
    ? `${perSecond.toFixed(1)}/s`
    : `${(perSecond * 60).toFixed(1)}/min`;
}

export function millis(value) {
  if (value === null) {
    return '–';
  }
  if (value >= 60_000) {
    return `${(value / 60_000).toFixed(1)} min`;
  }
  if (value >= 1_000) {
    return `${(value / 1_000).toFixed(2)} s`;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let left = value;
  while (left >= 1024 && unit < units.length - 1) {
    left /= 1024;
    unit++;
  }
  return `${unit === 0 ? left : left.toFixed(left < 10 ? 1 : 0)} ${units[unit]}`;
}

export function span(seconds) {
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

export function clock(time) {
  return time === null ? '–' : new Date(time).toLocaleTimeString('en-GB');
}

export function shortened(name, max) {
  return name.length <= max ? name : `${name.slice(0, max - 1)}…`;
}
