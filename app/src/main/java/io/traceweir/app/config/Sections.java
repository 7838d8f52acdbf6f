// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Problems;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All sections of the file, in the order of the documentation. */
final class Sections {

  final Declarations declarations = new Declarations();
  final KafkaSection kafka;
  final InputSection input;
  final DoorSection door;
  final TracesSection traces;
  final SamplingSection sampling;
  final OutputSection output;
  final MetricsSection metrics;
  final ServerSection server;

  Sections() {
    declarations.section("", "");
    declarations.key(
        "version",
        new ValueType<>("`1`", Decoders.integer(1, 1), v -> v, Schemas.integer(1, 1)),
        "1",
        "Of the form of this file.");
    kafka = new KafkaSection(declarations);
    input = new InputSection(declarations);
    door = new DoorSection(declarations);
    traces = new TracesSection(declarations);
    sampling = new SamplingSection(declarations);
    output = new OutputSection(declarations);
    metrics = new MetricsSection(declarations);
    server = new ServerSection(declarations);
  }

  /** Fills in what a file leaves to other keys. */
  void derive(Values values) {
    kafka.applicationId(values).ifPresent(id -> input.derive(id, values));
  }

  void check(Values values, Problems problems) {
    kafka.check(values, problems);
    door.check(values, problems);
    traces.check(values, problems);
    metrics.check(values, problems);
    checkTopics(values, problems);
  }

  /** Output that is read as input again would run in a circle. */
  private void checkTopics(Values values, Problems problems) {
    Map<Key<?>, List<String>> topics = new LinkedHashMap<>();
    input.topics(values, topics);
    output.topics(values, topics);
    metrics.topics(values, topics);
    Map<String, Key<?>> owners = new HashMap<>();
    topics.forEach(
        (key, names) ->
            names.forEach(
                name -> {
                  Key<?> other = owners.putIfAbsent(name, key);
                  if (other != null) {
                    problems.add(
                        values.node(values.isWritten(key) ? key : other),
                        "topic " + name + " is both " + other.path() + " and " + key.path());
                  }
                }));
  }
}
