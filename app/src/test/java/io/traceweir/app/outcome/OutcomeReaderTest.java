// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.traceweir.otlp.OtlpJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutcomeReaderTest {
  private static final OutcomeTopics TOPICS = new OutcomeTopics("decisions", "spans", "graph");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Map<String, Integer> written = new HashMap<>();
  private final List<String> read = new ArrayList<>();

  private final OutcomeSink sink =
      new OutcomeSink() {
        @Override
        public void decisions(ExportLogsServiceRequest request, long writtenMillis) {
          DecisionEvent.readAll(request, event -> read.add("decision " + event.decision().rule()));
        }

        @Override
        public void spanMetrics(ExportMetricsServiceRequest request) {
          read.add("spans " + request.getResourceMetricsCount());
        }

        @Override
        public void serviceGraph(ExportMetricsServiceRequest request) {
          read.add("graph " + request.getResourceMetricsCount());
        }

        @Override
        public void unreadable(String topic, Exception cause) {
          read.add("unreadable " + topic);
        }
      };

  @Test
  void shouldReadAllTopicsAndDecisionsInBothEncodings() throws InvalidProtocolBufferException {
    TOPICS.all().forEach(topic -> exists(topic, 1));
    try (OutcomeReader reader = new OutcomeReader(consumer, TOPICS, Duration.ofSeconds(1))) {
      reader.fromBeginning();
      byte[] decision =
          Fixtures.decisions(
              Fixtures.event("traceweir.decision", 1, Fixtures.text("traceweir.rule", "slow")));
      write("decisions", decision);
      write("decisions", json(decision));
      write("decisions", "{ not OTLP".getBytes(UTF_8));
      write("spans", Fixtures.calls(1, 2, "shop", "SERVER", "OK"));
      write("graph", Fixtures.edge(1, "traces_service_graph_request_total", 1, "a", "b"));
      write("graph", new byte[] {1, 2, 3});

      assertThat(reader.poll(Duration.ZERO, sink)).isEqualTo(6);
    }
    assertThat(read)
        .containsExactlyInAnyOrder(
            "decision slow",
            "decision slow",
            "unreadable decisions",
            "spans 1",
            "graph 1",
            "unreadable graph");
  }

  @Test
  void shouldFindTopicsAndPartitionsThatComeLater() {
    try (OutcomeReader reader = new OutcomeReader(consumer, TOPICS, Duration.ofSeconds(1))) {
      reader.fromBeginning();
      assertThat(reader.isIdle()).isTrue();
      assertThat(reader.poll(Duration.ZERO, sink)).isZero();

      exists("spans", 2);
      reader.findNewPartitions();

      assertThat(reader.isIdle()).isFalse();
      assertThat(consumer.assignment())
          .containsExactlyInAnyOrder(
              new TopicPartition("spans", 0), new TopicPartition("spans", 1));
    }
  }

  private void exists(String topic, int partitions) {
    List<PartitionInfo> infos = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      infos.add(new PartitionInfo(topic, i, Node.noNode(), new Node[0], new Node[0]));
      consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, i), 0L));
    }
    consumer.updatePartitions(topic, infos);
  }

  private void write(String topic, byte[] value) {
    int offset = written.merge(topic, 1, Integer::sum) - 1;
    consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, new byte[0], value));
  }

  private static byte[] json(byte[] decision) throws InvalidProtocolBufferException {
    return OtlpJson.toJson(ExportLogsServiceRequest.parseFrom(decision)).getBytes(UTF_8);
  }
}
