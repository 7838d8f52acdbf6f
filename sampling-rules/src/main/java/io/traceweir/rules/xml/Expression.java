// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

/** A part of an XPath: its value is a list of nodes, a Double, a String or a Boolean. */
interface Expression {
  Object of(Place place);

  /**
   * Where an expression is asked.
   *
   * @param position of the node among those that a predicate is asked of, from 1
   * @param size how many these are
   */
  record Place(XmlNode node, int position, int size, Steps steps) {}
}
