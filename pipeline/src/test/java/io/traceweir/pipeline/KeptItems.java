// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one pipeline wrote, in either encoding, trace by trace. */
final class KeptItems implements AutoCloseable {
  private final Encoding encoding;
  private final CommittedTopic spans;
  private final CommittedTopic logs;
  private final CommittedTopic decisions;

  KeptItems(String bootstrapServers, PipelineSettings.Output output) {
    encoding = output.encoding();
    spans = new CommittedTopic(bootstrapServers, output.spans());
    logs = new CommittedTopic(bootstrapServers, output.logs());
    decisions = new CommittedTopic(bootstrapServers, output.decisions());
  }

  List<Span> spans(String traceId) {
    List<Span> all = new ArrayList<>();
    records(traceId).forEach(r -> all.addAll(TestTopics.spans(protobuf(Signal.SPANS, r))));
    return all.stream().filter(s -> isOf(traceId, s.getTraceId().toByteArray())).toList();
  }

  /** Of the topic of kept spans. */
  List<ConsumerRecord<byte[], byte[]>> records(String traceId) {
    return spans.read().stream()
        .filter(r -> new String(r.key(), StandardCharsets.UTF_8).equals(traceId))
        .toList();
  }

  List<LogRecord> logs(String traceId) {
    return logs(logs, traceId);
  }

  List<LogRecord> decisions(String traceId) {
    return logs(decisions, traceId);
  }

  private List<LogRecord> logs(CommittedTopic topic, String traceId) {
    List<LogRecord> all = new ArrayList<>();
    topic.read().forEach(r -> all.addAll(TestTopics.logs(protobuf(Signal.LOGS, r))));
    return all.stream().filter(l -> isOf(traceId, l.getTraceId().toByteArray())).toList();
  }

  List<ConsumerRecord<byte[], byte[]>> everything() {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(spans.read());
    all.addAll(logs.read());
    all.addAll(decisions.read());
    return all;
  }

  private static boolean isOf(String traceId, byte[] id) {
    return HexFormat.of().formatHex(id).equals(traceId);
  }

  private byte[] protobuf(Signal signal, ConsumerRecord<byte[], byte[]> record) {
    try {
      return encoding == Encoding.OTLP_JSON
          ? OtlpJson.toProtobuf(signal, record.value())
          : record.value();
    } catch (MalformedOtlpException e) {
      throw new AssertionError(record.topic() + " holds what cannot be read", e);
    }
  }

  @Override
  public void close() {
    spans.close();
    logs.close();
    decisions.close();
  }
}
