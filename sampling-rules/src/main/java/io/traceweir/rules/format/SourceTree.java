// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A file as its author wrote it: values with their places. Comments are whatever begins with {@code
 * #} between values; the library's own way to report them is not used, because it loses some inside
 * braces.
 */
final class SourceTree {
  private final Lines lines;
  private final List<Item> items = new ArrayList<>();
  private final List<int[]> spans = new ArrayList<>();
  private Iterator<Event> events = List.<Event>of().iterator();
  private int cursor;
  private boolean isExplicit;
  private boolean hasAnchors;
  private @Nullable Group root;

  private SourceTree(String text) {
    this.lines = new Lines(text);
  }

  /** Of a file that is known to be a rule file: one document, whose root is a map. */
  static SourceTree of(String text) {
    SourceTree tree = new SourceTree(text);
    tree.events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
    tree.read();
    return tree;
  }

  Lines lines() {
    return lines;
  }

  Group root() {
    if (root == null) {
      throw new IllegalStateException("a rule file is a map");
    }
    return root;
  }

  /** All items in the order of the text. */
  List<Item> items() {
    return items;
  }

  /** Where values stand: pairs of offsets in the order of the text. Comments are elsewhere. */
  List<int[]> spans() {
    return spans;
  }

  /** Begins with {@code ---}. */
  boolean isExplicit() {
    return isExplicit;
  }

  /** With anchors the order of keys matters. */
  boolean hasAnchors() {
    return hasAnchors;
  }

  private void read() {
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent document) {
        isExplicit = document.isExplicit();
      } else if (event instanceof CollectionStartEvent start) {
        root = group(start, null);
      }
    }
  }

  private Part part(Event event, Item holder) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof AliasEvent alias) {
      hasAnchors = true;
      cursor = end(event);
      return new Part.Reference(start(event), end(event), alias.getAlias().getValue());
    }
    return group((CollectionStartEvent) event, holder);
  }

  private Group group(CollectionStartEvent event, @Nullable Item holder) {
    boolean isMap = event.getEventId() == Event.ID.MappingStart;
    String properties = properties(event, event.getTag().orElse(""));
    Group group = new Group(start(event), isMap, event.isFlow(), properties, holder);
    if (event.isFlow()) {
      cursor = Math.max(cursor, end(event));
    }
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd && next.getEventId() != Event.ID.SequenceEnd) {
      group.items().add(isMap ? entry(next, group) : element(next, group));
      next = events.next();
    }
    group.end(end(next));
    if (event.isFlow()) {
      cursor = end(next);
    }
    return group;
  }

  private Item entry(Event event, Group group) {
    Part.Scalar key = scalar((ScalarEvent) event);
    Item item = new Item(group, key.start(), lines.isApart(key.start()), key);
    items.add(item);
    item.value(part(events.next(), item));
    return item;
  }

  private Item element(Event event, Group group) {
    int start = group.isFlow() ? start(event) : lines.dash(cursor);
    cursor = group.isFlow() ? cursor : start + 1;
    Item item = new Item(group, start, lines.isApart(start), null);
    items.add(item);
    item.value(part(event, item));
    return item;
  }

  private Part.Scalar scalar(ScalarEvent event) {
    int end = end(event);
    String properties = properties(event, event.getTag().orElse(""));
    int start = properties.isEmpty() ? start(event) : lines.behindProperties(start(event), end);
    cursor = end;
    Part.Scalar scalar =
        new Part.Scalar(start, end, event.getValue(), event.getScalarStyle(), properties);
    // behind the sign of a block there may be a comment in the same line
    spans.add(new int[] {scalar.isBlock() ? lines.nextLine(start) : start, end});
    return scalar;
  }

  private String properties(NodeEvent event, String tag) {
    String anchor = event.getAnchor().map(name -> "&" + name.getValue()).orElse("");
    hasAnchors |= !anchor.isEmpty();
    String shown = tag.startsWith("tag:yaml.org,2002:") ? "!!" + tag.substring(18) : tag;
    return (anchor + " " + shown).strip();
  }

  private int start(Event event) {
    return lines.offset(event.getStartMark().map(Mark::getIndex).orElse(0));
  }

  private int end(Event event) {
    return lines.offset(event.getEndMark().map(Mark::getIndex).orElse(0));
  }
}
