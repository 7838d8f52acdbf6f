// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For the fuzzer: whatever is split, each item comes out once and unchanged, and a part that is
 * split again is one trace. The first byte says which signal the others are taken for.
 */
public final class SplittingTarget {
  private static final RequestSplitter SPLITTER = new RequestSplitter();

  private SplittingTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws MalformedOtlpException {
    if (input.length == 0) {
      return;
    }
    Signal signal = FuzzSeeds.signal(input[0]);
    byte[] request = Arrays.copyOfRange(input, 1, input.length);
    Parts parts = new Parts();
    try {
      SPLITTER.split(signal, request, parts);
    } catch (MalformedOtlpException e) {
      assertThat(parts.arrays).isEmpty();
      assertThat(parts.rejected).isEmpty();
      return;
    }
    verify(signal, request, parts);
  }

  private static void verify(Signal signal, byte[] request, Parts parts)
      throws MalformedOtlpException {
    List<ByteString> requests = requests(parts).toList();
    List<ByteString> items = new ArrayList<>();
    requests.forEach(part -> items.addAll(RawItems.of(part.toByteArray())));
    assertThat(parts.mild).isZero();
    assertThat(counted(items)).isEqualTo(counted(RawItems.of(request)));
    for (Map.Entry<ByteString, Parts.Part> part : parts.traces.entrySet()) {
      Parts again = new Parts();
      SPLITTER.split(signal, part.getValue().request().toByteArray(), again);
      assertThat(again.traces).isEqualTo(Map.ofEntries(part));
      assertThat(requests(again)).hasSize(1);
    }
    if (isReadByProtobuf(signal, request)) {
      List<Flat> flat = new ArrayList<>();
      requests.forEach(part -> flat.addAll(Flat.of(signal, part.toByteArray())));
      assertThat(counted(flat)).isEqualTo(counted(Flat.of(signal, request)));
    }
  }

  private static Stream<ByteString> requests(Parts parts) {
    Stream<ByteString> traces = parts.traces.values().stream().map(Parts.Part::request);
    Stream<ByteString> without = parts.withoutTrace.stream().map(Parts.Part::request);
    Stream<ByteString> rejected = parts.rejected.values().stream().flatMap(List::stream);
    return Stream.concat(traces, Stream.concat(without, rejected));
  }

  private static <T> Map<T, Long> counted(List<T> all) {
    return all.stream().collect(Collectors.groupingBy(one -> one, Collectors.counting()));
  }

  /** It is stricter: about UTF-8 and about how deep messages lie. */
  private static boolean isReadByProtobuf(Signal signal, byte[] request) {
    try {
      return (signal == Signal.SPANS
              ? ExportTraceServiceRequest.parseFrom(request)
              : ExportLogsServiceRequest.parseFrom(request))
          .isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }
}
