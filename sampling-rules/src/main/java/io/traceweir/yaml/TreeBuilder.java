// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Parser events to nodes. Built from events, not from the library's composed nodes, because its
 * composer recurses without a bound and an alias costs nothing there: here depth is bounded, and an
 * alias counts with everything below it, so that a few lines cannot stand for a billion nodes.
 */
final class TreeBuilder {

  static final int MAX_DEPTH = 64;
  static final int MAX_NODES = 200_000;

  private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

  private final SourceText source;
  private final Problems problems;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private Iterator<Event> events = List.<Event>of().iterator();
  private int nodes;

  private record Anchored(YamlNode node, int nodes) {}

  TreeBuilder(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  YamlNode build(Iterator<Event> documents) throws ProblemsException {
    events = documents;
    YamlNode root = null;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd -> {}
        default -> {
          if (root != null) {
            throw Yaml.problem(position(event), "expected one document, found a second one");
          }
          root = node(event, 0);
        }
      }
    }
    return root != null ? root : nothing();
  }

  private YamlScalar nothing() {
    var span = new ScalarSpan(source, 0, 0, ScalarStyle.PLAIN, null);
    return new YamlScalar("", YamlScalar.Kind.NULL, span);
  }

  private YamlNode node(Event event, int depth) throws ProblemsException {
    if (depth > MAX_DEPTH) {
      throw Yaml.problem(position(event), "nested deeper than " + MAX_DEPTH + " levels");
    }
    int before = nodes;
    count(event, 1);
    YamlNode node =
        switch (event.getEventId()) {
          case Scalar -> scalar((ScalarEvent) event);
          case SequenceStart -> list((CollectionStartEvent) event, depth);
          case MappingStart -> map((CollectionStartEvent) event, depth);
          case Alias -> alias((AliasEvent) event);
          default -> throw Yaml.problem(position(event), "not YAML: unexpected " + event);
        };
    int size = nodes - before;
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(anchor -> anchors.put(anchor, new Anchored(node, size)));
    return node;
  }

  private void count(Event event, int more) throws ProblemsException {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw Yaml.problem(position(event), "more than " + MAX_NODES + " values, aliases counted in");
    }
  }

  private YamlNode alias(AliasEvent event) throws ProblemsException {
    Anchored target = anchors.get(event.getAlias());
    if (target == null) {
      throw Yaml.problem(
          position(event),
          "*" + event.getAlias() + " names no anchor (&" + event.getAlias() + ") above");
    }
    count(event, target.nodes());
    return target.node();
  }

  private YamlList list(CollectionStartEvent start, int depth) throws ProblemsException {
    checkTag(start, start.getTag().orElse(""));
    List<YamlNode> items = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      items.add(node(e, depth + 1));
    }
    return new YamlList(position(start), items);
  }

  private YamlMap map(CollectionStartEvent start, int depth) throws ProblemsException {
    checkTag(start, start.getTag().orElse(""));
    var entries = new MapEntries(problems);
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      YamlNode key = node(e, depth + 1);
      entries.add(key, node(events.next(), depth + 1));
    }
    return new YamlMap(position(start), entries.all());
  }

  private YamlScalar scalar(ScalarEvent event) {
    String tag = event.getTag().orElse("");
    checkTag(event, tag);
    boolean plain = event.isPlain() && tag.isEmpty();
    var span = new ScalarSpan(source, index(event), endIndex(event), event.getScalarStyle(), null);
    return new YamlScalar(event.getValue(), plain ? kind(event.getValue()) : kindOfTag(tag), span);
  }

  /** By the rules of plain scalars. */
  static YamlScalar.Kind kind(String plain) {
    return kindOfTag(RESOLVER.resolve(plain, true).getValue());
  }

  private static YamlScalar.Kind kindOfTag(String tag) {
    if (tag.equals(Tag.NULL.getValue())) {
      return YamlScalar.Kind.NULL;
    } else if (tag.equals(Tag.BOOL.getValue())) {
      return YamlScalar.Kind.BOOLEAN;
    } else if (tag.equals(Tag.INT.getValue())) {
      return YamlScalar.Kind.INTEGER;
    }
    return tag.equals(Tag.FLOAT.getValue()) ? YamlScalar.Kind.FLOAT : YamlScalar.Kind.STRING;
  }

  private void checkTag(Event event, String tag) {
    if (!tag.isEmpty() && !tag.equals("!") && !tag.startsWith(Tag.PREFIX)) {
      problems.add(position(event), "tags such as " + tag + " have no meaning here");
    }
  }

  private Position position(Event event) {
    return source.position(index(event));
  }

  private static int index(Event event) {
    return event.getStartMark().map(Mark::getIndex).orElse(0);
  }

  private static int endIndex(Event event) {
    return event.getEndMark().map(Mark::getIndex).orElse(0);
  }
}
