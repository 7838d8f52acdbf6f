// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.split.InputReader;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds a trace in input that is keyed by trace id. Keys are not believed; only records in which
 * the bytes of the id stand somewhere are taken apart, which are few.
 */
final class RequestsFinder implements PartFinder {
  private final PipelineSettings settings;
  private final InputReader reader;

  RequestsFinder(PipelineSettings settings, PipelineMeters meters) {
    this.settings = settings;
    this.reader = new InputReader(settings.input(), settings.output().logsWithoutTrace(), meters);
  }

  @Override
  public void find(ConsumerRecord<byte[], byte[]> record, TraceId id, Found out) {
    byte[] value = record.value();
    if (value == null || !mentions(value, id)) {
      return;
    }
    Signal signal = settings.input().logs().contains(record.topic()) ? Signal.LOGS : Signal.SPANS;
    reader.readAgain(signal, value, new Parts(id, signal, out));
  }

  private boolean mentions(byte[] value, TraceId id) {
    if (settings.input().encoding() == PipelineSettings.Encoding.OTLP_PROTO) {
      return contains(value, id.bytes());
    }
    String hex = id.hex();
    return contains(value, hex.getBytes(StandardCharsets.US_ASCII))
        || contains(value, hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    byte last = wanted[wanted.length - 1];
    for (int end = wanted.length; end <= bytes.length; end++) {
      if (bytes[end - 1] == last
          && Arrays.equals(bytes, end - wanted.length, end, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private record Parts(TraceId wanted, Signal signal, Found out) implements InputReader.Output {
    @Override
    public void trace(
        TraceId id, boolean hasRoot, int items, byte[] bytes, int offset, int length) {
      if (id.equals(wanted)) {
        out.add(signal, bytes, offset, length);
      }
    }

    @Override
    public void logs(byte[] request) {
      // went on when it was read first
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      // was written when it was read first
    }
  }
}
