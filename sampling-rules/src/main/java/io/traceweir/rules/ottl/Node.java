// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition or a part of one, as written. */
sealed interface Node {
  /** Offset of its first character. */
  int at();

  /**
   * A value that stands there.
   *
   * @param value String, Long, Double, Boolean, byte[], null for {@code nil}
   */
  record Literal(int at, @Nullable Object value) implements Node {}

  record EnumName(int at, String name) implements Node {}

  record Path(int at, List<Segment> segments) implements Node {
    public Path {
      segments = List.copyOf(segments);
    }
  }

  /** A name between dots, and what is asked of it in brackets. */
  record Segment(int at, String name, List<Node> keys) {
    public Segment {
      keys = List.copyOf(keys);
    }
  }

  record Call(int at, String name, List<Argument> arguments, List<Node> keys) implements Node {
    public Call {
      arguments = List.copyOf(arguments);
      keys = List.copyOf(keys);
    }
  }

  record Argument(@Nullable String name, Node value) {}

  record ListOf(int at, List<Node> items) implements Node {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  record MapOf(int at, List<Entry> entries) implements Node {
    public MapOf {
      entries = List.copyOf(entries);
    }
  }

  record Entry(String key, Node value) {}

  record Calculation(int at, char operator, Node left, Node right) implements Node {}

  record Compare(int at, String operator, Node left, Node right) implements Node {}

  record Not(int at, Node condition) implements Node {}

  /** All of them for {@code and}, one of them for {@code or}. */
  record Joined(int at, boolean all, List<Node> conditions) implements Node {
    public Joined {
      conditions = List.copyOf(conditions);
    }
  }
}
