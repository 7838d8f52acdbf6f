// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureTest {
  private static final TraceBuilder A = trace("a");
  private static final TraceBuilder B = trace("b");
  private static final List<Message> REQUESTS =
      List.of(A.request(), A.logs(), B.request(), B.logs());

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(Shape.class)
  void shouldReadEveryShapeInEveryPacking(Shape shape) throws Exception {
    byte[] plain = shape.write(REQUESTS);
    for (Wrapping wrapping : Wrapping.values()) {
      List<CapturedRequest> read = read(wrapping.wrap(plain));
      assertThat(read)
          .as("%s in %s", shape, wrapping)
          .extracting(CapturedRequest::signal)
          .containsExactly(Signal.SPANS, Signal.LOGS, Signal.SPANS, Signal.LOGS);
      for (int i = 0; i < REQUESTS.size(); i++) {
        assertThat(read.get(i).protobuf()).isEqualTo(REQUESTS.get(i).toByteArray());
      }
    }
  }

  @Test
  void shouldReadARequestOfProtobufResourceByResource() throws Exception {
    List<CapturedRequest> spans = read(Traces.spans(A, B).toByteArray());
    assertThat(spans)
        .extracting(r -> List.of(r.signal(), r.place()))
        .containsExactly(
            List.of(Signal.SPANS, "file, byte 0"),
            List.of(Signal.SPANS, "file, byte " + A.request().getSerializedSize()));
    assertThat(spans.get(1).protobuf()).isEqualTo(B.request().toByteArray());
    List<CapturedRequest> logs = read(Wrapping.GZIP.wrap(Traces.logs(A, B).toByteArray()));
    assertThat(logs).extracting(CapturedRequest::signal).containsOnly(Signal.LOGS).hasSize(2);
  }

  @Test
  void shouldSayInWhichLineARequestBegins() throws Exception {
    assertThat(read(Shape.LINES.write(REQUESTS)))
        .extracting(CapturedRequest::place)
        .containsExactly("file:1", "file:2", "file:3", "file:4");
    assertThat(read(("\n\n" + Json.pretty(A.request()) + "\n\n" + line(A.logs())).getBytes(UTF_8)))
        .extracting(CapturedRequest::place)
        .containsExactly("file:3", "file:" + (5 + Json.pretty(A.request()).lines().count()));
  }

  @Test
  void shouldGoOnAfterABrokenLine() {
    String file =
        String.join(
            "\n",
            line(A.request()),
            "{\"resourceSpans\":[{\"resource\":{\"attr",
            "{\"resourceSpans\":[{",
            "PAYLOAD",
            "[1]",
            "{\"resourceMetrics\":[]}",
            line(A.logs()) + "}",
            line(B.request()));
    List<String> got = outcomes(file.getBytes(UTF_8));
    assertThat(got)
        .satisfiesExactly(
            o -> assertThat(o).isEqualTo("SPANS"),
            o ->
                assertThat(o).startsWith("file:2: not JSON, it ends too early; expected OTLP/JSON"),
            o -> assertThat(o).startsWith("file:3: not JSON, it ends too early"),
            o -> assertThat(o).startsWith("file:4: not JSON at byte 0"),
            o -> assertThat(o).startsWith("file:5: JSON, but not an object"),
            o -> assertThat(o).startsWith("file:6: JSON, but with neither resourceSpans nor"),
            o -> assertThat(o).isEqualTo("LOGS"),
            o -> assertThat(o).startsWith("file:7: not JSON at byte 0"),
            o -> assertThat(o).isEqualTo("SPANS"));
    assertThat(String.join("", got)).doesNotContain("PAYLOAD");
  }

  @Test
  void shouldNotLetABrokenRequestSwallowTheNextOne() {
    String file = "{\n \"resourceSpans\": [\n" + line(A.request()) + "\n" + Json.pretty(A.logs());
    assertThat(outcomes(file.getBytes(UTF_8)))
        .satisfiesExactly(
            o -> assertThat(o).startsWith("file:1: not JSON, it ends too early"),
            o -> assertThat(o).isEqualTo("SPANS"),
            o -> assertThat(o).isEqualTo("LOGS"));
  }

  @Test
  void shouldSayWhereProtobufIsBroken() {
    byte[] one = A.request().toByteArray();
    byte[] two = Bytes.join(one, B.request().toByteArray());
    assertThat(outcomes(Bytes.cut(two, 5)))
        .containsExactly(
            "SPANS",
            "file, byte "
                + one.length
                + ": the file ends in the middle of a resource that begins here");
    assertThat(outcomes(Bytes.join(one, new byte[] {0x09, 1, 2})))
        .containsExactly(
            "SPANS", "file, byte " + one.length + ": no OTLP: here a resource should begin");
    assertThat(outcomes(new byte[] {0x0A, 2, 0x08, 1}))
        .containsExactly(
            "file, byte 0: no OTLP request: the bytes can be read neither as spans nor as logs");
  }

  @Test
  void shouldSayWhereFramesAreBroken() {
    byte[] frames = Shape.FRAMES.write(List.of(A.request(), B.request()));
    int second = 4 + A.request().getSerializedSize();
    int length = B.request().getSerializedSize();
    assertThat(outcomes(Bytes.cut(frames, 1)))
        .containsExactly(
            "SPANS",
            String.format(
                "file, byte %d: the file ends in the middle of a request: %d of %d bytes are there",
                second, length - 1, length));
    assertThat(outcomes(Bytes.cut(frames, length + 2)))
        .containsExactly(
            "SPANS", "file, byte " + second + ": the file ends in the middle of a length");
    byte[] wild = Bytes.join(Shape.FRAMES.write(List.of(A.request())), new byte[] {-1, -1, -1, -1});
    assertThat(outcomes(wild))
        .containsExactly(
            "SPANS", "file, byte " + second + ": a request cannot have 4294967295 bytes");
    byte[] odd = {0, 0, 0, 3, 'a', 'b', 'c', 0, 0, 0, 0};
    assertThat(outcomes(Bytes.join(odd, frames))).hasSize(3).last().isEqualTo("SPANS");
  }

  @Test
  void shouldNoticeThatAPackedFileIsCut() {
    byte[] gzip = Wrapping.GZIP.wrap(Shape.LINES.write(REQUESTS));
    assertThat(outcomes(Bytes.cut(gzip, 9))).last().asString().startsWith("file: cannot be read:");
    byte[] zstd = Wrapping.ZSTD.wrap(Shape.LINES.write(REQUESTS));
    assertThat(outcomes(Bytes.cut(zstd, 1))).last().asString().startsWith("file: cannot be read:");
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void shouldReadWhatLiesBeforeBytesThatBelongToNoPacking(Shape shape) {
    byte[] plain = shape.write(REQUESTS);
    for (Wrapping wrapping : List.of(Wrapping.GZIP, Wrapping.GZIP_OF_MEMBERS, Wrapping.ZSTD)) {
      assertThat(outcomes(Bytes.join(wrapping.wrap(plain), "rest".getBytes(UTF_8))))
          .as("%s in %s", shape, wrapping)
          .satisfiesExactly(
              o -> assertThat(o).isEqualTo("SPANS"),
              o -> assertThat(o).isEqualTo("LOGS"),
              o -> assertThat(o).isEqualTo("SPANS"),
              o -> assertThat(o).isEqualTo("LOGS"),
              o ->
                  assertThat(o)
                      .startsWith("file: cannot be read: ")
                      .endsWith(wrapping == Wrapping.ZSTD ? "" : "bytes that are no gzip follow"));
    }
  }

  @Test
  void shouldReadAPipeThatPausesBetweenMembers() throws Exception {
    byte[] member = Wrapping.GZIP.wrap((line(A.request()) + "\n").getBytes(UTF_8));
    Capture capture = Capture.of("pipe", new Slow(Bytes.join(member, member)));
    assertThat(capture.next()).isNotNull();
    assertThat(capture.next()).isNotNull();
    assertThat(capture.next()).isNull();
  }

  @Test
  void shouldReadNothingOutOfAnEmptyFile() throws Exception {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(" \n\n".getBytes(UTF_8))).isEmpty();
    assertThat(read("\n".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void shouldOpenFilesAndStandardInput() throws Exception {
    byte[] bytes = Shape.LINES.write(REQUESTS);
    Path file = Files.write(dir.resolve("a.json"), bytes);
    try (Capture capture = Capture.open(file.toString(), new ByteArrayInputStream(new byte[0]))) {
      CapturedRequest request = capture.next();
      assertThat(request).isNotNull();
      assertThat(request.place()).isEqualTo(file + ":1");
      assertThat(capture.position()).isEqualTo(bytes.length);
    }
    try (Capture capture = Capture.open("-", new ByteArrayInputStream("x".getBytes(UTF_8)))) {
      assertThatThrownBy(capture::next).hasMessageStartingWith("standard input:1: not JSON");
    }
    assertThatThrownBy(() -> Capture.open(dir))
        .hasMessage(dir + ": is a folder; expected a file of OTLP requests");
    assertThatThrownBy(() -> Capture.open(dir.resolve("none")))
        .hasMessage(dir.resolve("none") + ": no such file");
  }

  private static TraceBuilder trace(String seed) {
    return Traces.trace(seed)
        .root("GET /\"{[")
        .service("shop")
        .child("a\\")
        .error()
        .log(SEVERITY_NUMBER_ERROR, "out of {stock}\n\"now\"");
  }

  private static String line(Message request) {
    return OtlpJson.toJson(request);
  }

  private static List<CapturedRequest> read(byte[] bytes) throws CaptureException {
    List<CapturedRequest> requests = new ArrayList<>();
    Capture capture = Capture.of("file", new ByteArrayInputStream(bytes));
    for (CapturedRequest r = capture.next(); r != null; r = capture.next()) {
      requests.add(r);
    }
    return requests;
  }

  /** The signal of each request, or what is wrong with it. */
  private static List<String> outcomes(byte[] bytes) {
    List<String> outcomes = new ArrayList<>();
    Capture capture = Capture.of("file", new ByteArrayInputStream(bytes));
    while (true) {
      try {
        CapturedRequest request = capture.next();
        if (request == null) {
          return outcomes;
        }
        outcomes.add(request.signal().name());
      } catch (CaptureException e) {
        outcomes.add(e.getMessage());
      }
    }
  }
}
