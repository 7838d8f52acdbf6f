// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import java.util.Comparator;
import java.util.Locale;

/** A service, or what services are connected to. */
public record Node(String name, Kind kind) implements Comparable<Node> {

  private static final Comparator<Node> ORDER =
      Comparator.comparing(Node::kind).thenComparing(Node::name);

  /** What it is; in the order in which they are listed. */
  public enum Kind {
    /** Callers nobody instrumented. */
    USER,
    SERVICE,
    DATABASE,
    /** Callees nobody instrumented. */
    EXTERNAL;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /** Tells nodes apart: a database may have the name of a service. */
  public String id() {
    return kind.label() + ":" + name;
  }

  @Override
  public int compareTo(Node other) {
    return ORDER.compare(this, other);
  }
}
