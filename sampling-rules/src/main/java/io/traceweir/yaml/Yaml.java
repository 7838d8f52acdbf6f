// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML 1.2 document, bounded in size, depth and aliases. */
public final class Yaml {

  static final int MAX_CHARACTERS = 4 << 20;

  private Yaml() {}

  /** An empty text is a scalar that {@link YamlNode#isNull() is null}. */
  public static YamlNode read(String file, String text) throws ProblemsException {
    if (text.length() > MAX_CHARACTERS) {
      throw problem(new Position(file, 1, 1), "the file is longer than 4 MiB");
    }
    // a byte order mark is not part of the text, and would shift the first line's columns
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    SourceText source = new SourceText(file, content);
    Problems problems = new Problems();
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARACTERS).build();
    try {
      Iterable<Event> events = new Parse(settings).parseString(content);
      YamlNode node = new TreeBuilder(source, problems).build(events.iterator());
      problems.throwIfAny();
      return node;
    } catch (MarkedYamlEngineException e) {
      throw problem(position(source, e), message(e));
    } catch (ReaderException e) {
      throw problem(source.position(e.getPosition()), "a character that YAML does not allow");
    } catch (YamlEngineException e) {
      throw problem(new Position(file, 1, 1), "not YAML: " + e.getMessage());
    }
  }

  private static Position position(SourceText source, MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    return source.position(mark.map(Mark::getIndex).orElse(0));
  }

  private static String message(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : " " + e.getContext();
    return "not YAML" + context + ": " + e.getProblem();
  }

  static ProblemsException problem(Position at, String message) {
    return new ProblemsException(List.of(Problem.at(at, message)));
  }
}
