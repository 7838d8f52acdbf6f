// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** The topology has the nodes of the picture in its comment, no more and no less. */
class PipelineTopologyTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/traceweir/pipeline/PipelineTopology.java");

  /** Topics by the names that the picture gives them. */
  private static final Map<String, String> TOPICS =
      Map.ofEntries(
          Map.entry("spans in", "otlp_spans"),
          Map.entry("logs in", "otlp_logs"),
          Map.entry("traceweir_fragments", "traceweir_fragments"),
          Map.entry("traceweir_partials", "traceweir_partials"),
          Map.entry("kept spans", "otlp_spans_kept"),
          Map.entry("kept logs", "otlp_logs_kept"),
          Map.entry("decisions", "otlp_decisions"),
          Map.entry("dead letters", "otlp_dead_letters"),
          Map.entry("span metrics", "otlp_metrics_spans"),
          Map.entry("service graph", "otlp_metrics_service_graph"));

  @Test
  void shouldHaveTheNodesOfItsPicture() throws IOException {
    String picture = picture();
    Nodes nodes = new Nodes(topology(Partitioning.ANY));

    assertThat(nodes.processors.keySet()).isEqualTo(tokens(picture, "\\[([^]]+)]"));
    assertThat(nodes.stores).isEqualTo(tokens(picture, "\\{([^}]+)}"));
    assertThat(nodes.topics)
        .isEqualTo(
            tokens(picture, "\\(([^)]+)\\)").stream()
                .map(name -> TOPICS.getOrDefault(name, "unknown: " + name))
                .collect(Collectors.toSet()));
  }

  @Test
  void shouldConnectTheNodesAsInItsPicture() {
    assertThat(new Nodes(topology(Partitioning.ANY)).processors)
        .isEqualTo(
            Map.of(
                "split-by-trace",
                Set.of(
                    "< otlp_spans",
                    "< otlp_logs",
                    "> traceweir_fragments",
                    "> otlp_logs_kept",
                    "> otlp_dead_letters"),
                "assemble-traces",
                Set.of(
                    "< traceweir_fragments",
                    "> otlp_spans_kept",
                    "> otlp_logs_kept",
                    "> otlp_decisions",
                    "> otlp_dead_letters",
                    "> traceweir_partials"),
                "aggregate-series",
                Set.of(
                    "< traceweir_partials",
                    "> otlp_metrics_spans",
                    "> otlp_metrics_service_graph",
                    "> otlp_dead_letters")));
  }

  @Test
  void shouldLeaveOutTheSplitWhenTheInputIsKeyedByTraceId() {
    Nodes nodes = new Nodes(topology(Partitioning.TRACE_ID));

    assertThat(nodes.processors.keySet()).containsExactly("aggregate-series", "assemble-traces");
    assertThat(nodes.processors.get("assemble-traces")).contains("< otlp_spans", "< otlp_logs");
    assertThat(nodes.topics).doesNotContain("traceweir_fragments");
  }

  private static Topology topology(Partitioning partitioning) {
    PipelineSettings settings = QuickSettings.of("unused", Path.of("unused"), partitioning);
    return PipelineDriver.topology(settings, new FakeSilence(), new SimpleMeterRegistry());
  }

  private static String picture() throws IOException {
    String source = Files.readString(SOURCE);
    return source.substring(source.indexOf("<pre>"), source.indexOf("</pre>"));
  }

  private static Set<String> tokens(String picture, String pattern) {
    Set<String> tokens = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(picture);
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
    return tokens;
  }

  /** A described topology: processors with the topics they read and write. */
  private static final class Nodes {
    final Map<String, Set<String>> processors = new TreeMap<>();
    final Set<String> stores = new TreeSet<>();
    final Set<String> topics = new TreeSet<>();

    Nodes(Topology topology) {
      for (var sub : topology.describe().subtopologies()) {
        sub.nodes().forEach(this::add);
      }
    }

    private void add(TopologyDescription.Node node) {
      if (node instanceof TopologyDescription.Processor processor) {
        Set<String> around = new TreeSet<>();
        stores.addAll(processor.stores());
        processor.predecessors().forEach(n -> readBy(around, n));
        processor
            .successors()
            .forEach(n -> around.add("> " + ((TopologyDescription.Sink) n).topic()));
        processors.put(processor.name(), around);
      } else if (node instanceof TopologyDescription.Sink sink) {
        topics.add(sink.topic());
      } else if (node instanceof TopologyDescription.Source source) {
        topics.addAll(source.topicSet());
      }
    }

    private static void readBy(Set<String> around, TopologyDescription.Node source) {
      ((TopologyDescription.Source) source).topicSet().forEach(topic -> around.add("< " + topic));
    }
  }
}
