// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static io.traceweir.otlp.MalformedOtlpException.Reason.EMPTY;
import static io.traceweir.otlp.MalformedOtlpException.Reason.NOT_OTLP;
import static io.traceweir.otlp.MalformedOtlpException.Reason.TRUNCATED_OR_NOT_PROTOBUF;
import static io.traceweir.otlp.MalformedOtlpException.Reason.WRONG_SIGNAL;
import static io.traceweir.testkit.Traces.trace;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.traceweir.otlp.MalformedOtlpException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestTest {
  private static final byte[] SPANS =
      trace("a").root("GET /").service("shop").child("db").request().toByteArray();
  private static final byte[] LOGS =
      trace("a").root("GET /").log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no").logs().toByteArray();

  @Test
  void shouldRefuseNoBytes() {
    assertThat(reason(Signal.SPANS, new byte[0])).isEqualTo(EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello world",
        "\n hello world, this is a line of text that begins with a line end\n",
        "\n\n\n\n",
        "{\"resourceSpans\":[]}",
        "<xml/>",
        "null",
        "0",
        " ",
        "\u0000",
        "\u0000\u0000\u0000\u0000\u0007avro",
        "2023-11-21 02:32:11 INFO started",
        "größe"
      })
  void shouldRefuseText(String text) {
    assertThat(reason(Signal.SPANS, text.getBytes(UTF_8)))
        .isIn(NOT_OTLP, TRUNCATED_OR_NOT_PROTOBUF);
    assertThat(reason(Signal.LOGS, text.getBytes(UTF_8))).isIn(NOT_OTLP, TRUNCATED_OR_NOT_PROTOBUF);
  }

  @Test
  void shouldRefuseProtobufWithoutAResource() {
    byte[] other =
        TracesData.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(2, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                    .build())
            .build()
            .toByteArray();
    assertThat(reason(Signal.SPANS, other)).isEqualTo(NOT_OTLP);
  }

  @Test
  void shouldTellTheOtherSignal() {
    assertThat(reason(Signal.LOGS, SPANS)).isEqualTo(WRONG_SIGNAL);
    assertThat(reason(Signal.SPANS, LOGS)).isEqualTo(WRONG_SIGNAL);
    assertThat(reason(Signal.SPANS, SPANS)).isNull();
    assertThat(reason(Signal.LOGS, LOGS)).isNull();
  }

  @Test
  void shouldRefuseMetrics() throws Exception {
    ExportMetricsServiceRequest.Builder metrics = ExportMetricsServiceRequest.newBuilder();
    metrics
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetrics(Metric.newBuilder().setName("up").setUnit("1"));
    byte[] value = metrics.build().toByteArray();
    assertThat(reason(Signal.LOGS, value)).isEqualTo(WRONG_SIGNAL);
    // a metric may look like a span with odd ids: then each one is rejected by itself
    Parts parts = new Parts();
    new RequestSplitter().split(Signal.SPANS, value, parts);
    assertThat(parts.traces).isEmpty();
    assertThat(parts.rejected).containsOnlyKeys("invalid_trace_id");
  }

  @Test
  void shouldRefuseEveryTruncationInsideAFrame() {
    for (int length = 1; length < SPANS.length; length++) {
      assertThat(reason(Signal.SPANS, Arrays.copyOf(SPANS, length)))
          .as("the first %d bytes", length)
          .isEqualTo(TRUNCATED_OR_NOT_PROTOBUF);
    }
  }

  @Test
  void shouldHandOutNothingWhenTheLastSpanIsBroken() throws IOException {
    byte[] broken = Arrays.copyOf(SPANS, 2 * SPANS.length - 1);
    System.arraycopy(SPANS, 0, broken, SPANS.length, SPANS.length - 1);
    Parts parts = new Parts();
    assertThatCode(() -> new RequestSplitter().split(Signal.SPANS, broken, parts))
        .isInstanceOf(MalformedOtlpException.class);
    assertThat(parts.traces).isEmpty();
    assertThat(parts.rejected).isEmpty();
  }

  @Test
  void shouldGoOnAfterAMalformedRequest() throws Exception {
    RequestSplitter splitter = new RequestSplitter();
    assertThatCode(() -> splitter.split(Signal.SPANS, LOGS, new Parts()))
        .isInstanceOf(MalformedOtlpException.class);
    Parts parts = new Parts();
    splitter.split(Signal.SPANS, SPANS, parts);
    assertThat(parts.traces).hasSize(1);
    assertThat(parts.arrays).containsExactly(SPANS);
  }

  @Test
  void shouldBoundNesting() {
    byte[] groups = new byte[1_000_000];
    Arrays.fill(groups, (byte) (15 << 3 | 3));
    assertThat(reason(Signal.SPANS, groups)).isEqualTo(TRUNCATED_OR_NOT_PROTOBUF);
  }

  @Test
  void shouldRefuseVarintsThatNeverEnd() {
    byte[] endless = new byte[1_000_000];
    Arrays.fill(endless, (byte) 0xFF);
    assertThat(reason(Signal.SPANS, endless)).isEqualTo(TRUNCATED_OR_NOT_PROTOBUF);
    endless[0] = (byte) Tags.REQUEST_RESOURCE_FRAME;
    assertThat(reason(Signal.SPANS, endless)).isEqualTo(TRUNCATED_OR_NOT_PROTOBUF);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000})
  void shouldRefuseLengthsThatLeadOutside(int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeUInt32NoTag(Tags.REQUEST_RESOURCE_FRAME);
    out.writeUInt32NoTag(length);
    out.write((byte) 0);
    out.flush();
    assertThat(reason(Signal.SPANS, bytes.toByteArray())).isEqualTo(TRUNCATED_OR_NOT_PROTOBUF);
  }

  @Test
  void shouldSayNothingOfThePayload() {
    byte[] text = "\n\u0006secret".getBytes(UTF_8);
    assertThatCode(() -> new RequestSplitter().split(Signal.SPANS, text, new Parts()))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageNotContaining("secret");
  }

  private static @Nullable Reason reason(Signal signal, byte[] value) {
    Parts parts = new Parts();
    try {
      new RequestSplitter().split(signal, value, parts);
      return null;
    } catch (MalformedOtlpException e) {
      assertThat(parts.arrays).isEmpty();
      return e.reason();
    }
  }
}
