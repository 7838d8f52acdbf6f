// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.testkit.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenTelemetry SDK for Java, through the door of a running pipeline and out of its topics. */
class SdkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AttributeKey<String> CARD = AttributeKey.stringKey("card");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // set before all
  private static Pipeline pipeline;

  @SuppressWarnings("NullAway.Init") // set before all
  private static OtlpDoor door;

  @BeforeAll
  static void startAll() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("sdk_spans", 2, Map.of());
    kafka.createTopic("sdk_logs", 2, Map.of());
    PipelineSettings settings =
        Settings.pipeline(directory, kafka.bootstrapServers(), "sdk", "encoding: otlp_proto");
    var registry = new SimpleMeterRegistry();
    pipeline = Pipeline.start(settings, registry, PATIENCE);
    door = OtlpDoor.listen("input.otlp", Settings.door(20 << 20), registry);
    door.open(settings, receipt -> {});
  }

  @AfterAll
  static void stopAll() {
    door.close();
    pipeline.close();
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void shouldKeepAFailedTraceOfTheSdkWithItsLogs(String compression) throws Exception {
    Sdk sdk = new Sdk(compression);
    Span failed = sdk.purchase(true);
    Span fine = sdk.purchase(false);
    sdk.close();

    String id = failed.getSpanContext().getTraceId();
    Map<String, LogRecord> decisions = decisions(List.of(id, fine.getSpanContext().getTraceId()));
    assertThat(attribute(decisions.get(id), "traceweir.rule")).isEqualTo("failed");
    assertThat(attribute(decisions.get(id), "traceweir.outcome")).isEqualTo("kept");
    assertThat(attribute(decisions.get(fine.getSpanContext().getTraceId()), "traceweir.outcome"))
        .isEqualTo("dropped");
    assertSpansAreWhole(keptSpans(id), failed);
    assertLogIsWhole(keptLogs(id), failed);
  }

  @Test
  void shouldNotFailSdksThatSendMetricsAsWell() {
    CompletableResultCode flushed;
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.create(
                    OtlpHttpMetricExporter.builder().setEndpoint(url("/v1/metrics")).build()))
            .build()) {
      provider.get("test").counterBuilder("orders").build().add(3);
      flushed = provider.forceFlush().join(10, TimeUnit.SECONDS);
    }
    assertThat(flushed.isSuccess()).isTrue();
  }

  private static void assertSpansAreWhole(
      Map<String, io.opentelemetry.proto.trace.v1.Span> kept, Span failed) {
    assertThat(kept).containsOnlyKeys("POST /purchase", "charge");
    io.opentelemetry.proto.trace.v1.Span root = Objects.requireNonNull(kept.get("POST /purchase"));
    io.opentelemetry.proto.trace.v1.Span charge = Objects.requireNonNull(kept.get("charge"));
    assertThat(hex(root.getSpanId())).isEqualTo(failed.getSpanContext().getSpanId());
    assertThat(charge.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(charge.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(charge.getAttributesList())
        .anySatisfy(
            attribute -> {
              assertThat(attribute.getKey()).isEqualTo("card");
              assertThat(attribute.getValue().getStringValue()).isEqualTo("visa");
            });
    assertThat(charge.getEventsList()).anyMatch(event -> event.getName().equals("exception"));
    assertThat(charge.getLinksList())
        .singleElement()
        .satisfies(link -> assertThat(hex(link.getTraceId())).isEqualTo(LINKED.getTraceId()));
  }

  private static void assertLogIsWhole(List<LogRecord> kept, Span failed) {
    assertThat(kept)
        .singleElement()
        .satisfies(
            log -> {
              assertThat(log.getBody().getStringValue()).isEqualTo("card refused");
              assertThat(log.getSeverityNumberValue()).isEqualTo(17);
              assertThat(hex(log.getSpanId())).isEqualTo(failed.getSpanContext().getSpanId());
            });
  }

  private static final SpanContext LINKED =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  /** An application with the SDK. */
  private static final class Sdk implements AutoCloseable {
    private final SdkTracerProvider tracing;
    private final SdkLoggerProvider logging;

    Sdk(String compression) {
      Resource resource = Resource.create(Attributes.builder().put("service.name", "shop").build());
      var spans =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(url("/v1/traces"))
              .setCompression(compression)
              .build();
      var logs =
          OtlpHttpLogRecordExporter.builder()
              .setEndpoint(url("/v1/logs"))
              .setCompression(compression)
              .build();
      tracing =
          SdkTracerProvider.builder()
              .setResource(resource)
              .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
              .build();
      logging =
          SdkLoggerProvider.builder()
              .setResource(resource)
              .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build())
              .build();
    }

    Span purchase(boolean fails) {
      Tracer tracer = tracing.get("shop");
      Span root = tracer.spanBuilder("POST /purchase").setSpanKind(SpanKind.SERVER).startSpan();
      Span charge =
          tracer
              .spanBuilder("charge")
              .setParent(Context.root().with(root))
              .addLink(LINKED)
              .setAttribute(CARD, "visa")
              .startSpan();
      if (fails) {
        charge.recordException(new IllegalStateException("refused"));
        charge.setStatus(StatusCode.ERROR);
        logging
            .get("shop")
            .logRecordBuilder()
            .setContext(Context.root().with(root))
            .setSeverity(Severity.ERROR)
            .setBody("card refused")
            .emit();
      }
      charge.end();
      root.end();
      return root;
    }

    @Override
    public void close() {
      assertThat(tracing.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(logging.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
      tracing.close();
      logging.close();
    }
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + door.port() + path;
  }

  private static Map<String, LogRecord> decisions(List<String> traces) {
    try (Topic topic = new Topic(kafka.bootstrapServers(), "sdk_decisions")) {
      var records =
          topic.await(
              all ->
                  all.stream()
                      .flatMap(r -> logs(r.value()).stream())
                      .map(log -> hex(log.getTraceId()))
                      .collect(Collectors.toSet())
                      .containsAll(traces));
      return records.stream()
          .flatMap(r -> logs(r.value()).stream())
          .collect(Collectors.toMap(log -> hex(log.getTraceId()), log -> log));
    }
  }

  private static Map<String, io.opentelemetry.proto.trace.v1.Span> keptSpans(String trace) {
    try (Topic topic = new Topic(kafka.bootstrapServers(), "sdk_spans_kept")) {
      return topic.read().stream()
          .flatMap(r -> spans(r.value()).stream())
          .filter(span -> hex(span.getTraceId()).equals(trace))
          .collect(Collectors.toMap(io.opentelemetry.proto.trace.v1.Span::getName, span -> span));
    }
  }

  private static List<LogRecord> keptLogs(String trace) {
    try (Topic topic = new Topic(kafka.bootstrapServers(), "sdk_logs_kept")) {
      return topic.read().stream()
          .flatMap(r -> logs(r.value()).stream())
          .filter(log -> hex(log.getTraceId()).equals(trace))
          .toList();
    }
  }

  private static List<LogRecord> logs(byte[] value) {
    List<LogRecord> logs = new ArrayList<>();
    try {
      ExportLogsServiceRequest.parseFrom(value)
          .getResourceLogsList()
          .forEach(r -> r.getScopeLogsList().forEach(s -> logs.addAll(s.getLogRecordsList())));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return logs;
  }

  private static List<io.opentelemetry.proto.trace.v1.Span> spans(byte[] value) {
    List<io.opentelemetry.proto.trace.v1.Span> spans = new ArrayList<>();
    try {
      ExportTraceServiceRequest.parseFrom(value)
          .getResourceSpansList()
          .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return spans;
  }

  private static String attribute(@org.jspecify.annotations.Nullable LogRecord log, String key) {
    assertThat(log).isNotNull();
    return log.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  private static String hex(com.google.protobuf.ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
