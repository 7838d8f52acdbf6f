// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.aggregate.PartialRecord;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;

/**
 * For the fuzzer: whatever a record of a topic that is read holds, the pipeline goes on, a healthy
 * trace around it is decided, and all that is written can be read. The first byte says which topic
 * and key, and how the input is partitioned.
 */
public final class PipelineTarget {
  private static final int KEY_BYTES = 16;

  /** Then begin anew: what a pipeline remembers grows, and fragments may move its clock. */
  private static final int INPUTS_EACH = 50;

  private static final Map<String, Parser<?>> WRITTEN =
      Map.of(
          "otlp_spans_kept", ExportTraceServiceRequest.parser(),
          "otlp_logs_kept", ExportLogsServiceRequest.parser(),
          "otlp_decisions", ExportLogsServiceRequest.parser(),
          "otlp_metrics_spans", ExportMetricsServiceRequest.parser(),
          "otlp_metrics_service_graph", ExportMetricsServiceRequest.parser());

  private static final Map<Partitioning, PipelineTarget> RUNNING =
      new EnumMap<>(Partitioning.class);

  private final Partitioning partitioning;
  private final PipelineDriver driver;
  private long millis = 10_000;
  private int inputs;

  private PipelineTarget(Partitioning partitioning) {
    this.partitioning = partitioning;
    this.driver = new PipelineDriver(partitioning, directory());
    driver.clock(millis);
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "fuzzed-pipeline-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) throws InvalidProtocolBufferException {
    if (input.length > 0) {
      Partitioning wanted = (input[0] & 4) == 0 ? Partitioning.ANY : Partitioning.TRACE_ID;
      of(wanted).take(input);
    }
  }

  private static PipelineTarget of(Partitioning wanted) {
    PipelineTarget target = RUNNING.get(wanted);
    if (target == null || target.inputs++ > INPUTS_EACH) {
      if (target != null) {
        target.driver.close();
      }
      target = new PipelineTarget(wanted);
      RUNNING.put(wanted, target);
    }
    return target;
  }

  private void take(byte[] input) throws InvalidProtocolBufferException {
    String topic = topic(input[0] & 3);
    boolean keyed = (input[0] & 8) != 0 && input.length > KEY_BYTES;
    byte[] key = keyed ? Arrays.copyOfRange(input, 1, 1 + KEY_BYTES) : null;
    byte[] value = Arrays.copyOfRange(input, keyed ? 1 + KEY_BYTES : 1, input.length);
    TraceBuilder healthy =
        Traces.trace("healthy " + millis)
            .at(Duration.ofMillis(millis))
            .root("GET /")
            .service("shop")
            .child("db")
            .error();
    driver.send(healthy, millis);
    driver.send(topic, key, value, millis);
    millis += 8_000;
    driver.clock(millis);
    assertReadable();
    if (!topic.equals("traceweir_fragments")) { // those may say what they like of the time
      assertThat(driver.decisions()).containsKey(healthy.traceId());
    }
  }

  private String topic(int number) {
    return switch (number) {
      case 0 -> "otlp_spans";
      case 1 -> "otlp_logs";
      case 2 -> partitioning == Partitioning.ANY ? "traceweir_fragments" : "otlp_spans";
      default -> "traceweir_partials";
    };
  }

  private void assertReadable() throws InvalidProtocolBufferException {
    for (Map.Entry<String, Parser<?>> topic : WRITTEN.entrySet()) {
      for (TestRecord<byte[], byte[]> record : driver.records(topic.getKey())) {
        Object unused = topic.getValue().parseFrom(record.value());
      }
    }
    for (TestRecord<byte[], byte[]> letter : driver.records("otlp_dead_letters")) {
      assertThat(new String(letter.headers().lastHeader("traceweir.reason").value(), UTF_8))
          .isNotBlank();
    }
  }

  /** A few good records for every topic, with every first byte. */
  static List<byte[]> seeds() {
    byte[] spans = odd().request().toByteArray();
    byte[] logs = odd().logs().toByteArray();
    byte[] id = HexFormat.of().parseHex(odd().traceId());
    byte[] partial =
        new PartialRecord(false, 0, 1, 20_000).encode(); // deltas are fuzzed where they are read
    List<byte[]> seeds = new ArrayList<>();
    for (int high = 0; high < 2; high++) {
      byte[] key = high == 0 ? new byte[0] : id;
      for (int keyed = 0; keyed < 2; keyed++) {
        int first = high << 3 | keyed << 2;
        seeds.add(joined(first, key, spans));
        seeds.add(joined(first | 1, key, logs));
        byte[] fragment = Fragments.fragment(Signal.SPANS, true, 10_000, spans);
        seeds.add(joined(first | 2, key, keyed == 1 ? spans : fragment));
        seeds.add(joined(first | 3, key, partial));
      }
    }
    return seeds;
  }

  private static TraceBuilder odd() {
    return Traces.trace("odd")
        .at(Duration.ofSeconds(10))
        .root("GET /")
        .service("shop")
        .attribute("k", "v")
        .child("db")
        .error()
        .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");
  }

  private static byte[] joined(int first, byte[] key, byte[] value) {
    return ByteBuffer.allocate(1 + key.length + value.length)
        .put((byte) first)
        .put(key)
        .put(value)
        .array();
  }
}
