// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.split.InputReader;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record as the pipeline would, and keeps nothing of what is in it. */
final class RecordReading {
  private final PipelineSettings settings;
  private final InputReader configured;
  private final InputReader other;

  RecordReading(PipelineSettings settings) {
    this.settings = settings;
    this.configured = reader(settings.input().encoding());
    this.other = reader(otherEncoding());
  }

  private InputReader reader(Encoding encoding) {
    PipelineSettings.Input input = settings.input();
    return new InputReader(
        new PipelineSettings.Input(
            input.spans(),
            input.logs(),
            encoding,
            input.partitioning(),
            input.startFrom(),
            input.maxFuture(),
            input.partitioner()),
        settings.output().logsWithoutTrace(),
        new PipelineMeters(new SimpleMeterRegistry()));
  }

  private Encoding otherEncoding() {
    return settings.input().encoding() == Encoding.OTLP_PROTO
        ? Encoding.OTLP_JSON
        : Encoding.OTLP_PROTO;
  }

  SampledRecord read(Signal signal, ConsumerRecord<byte[], byte[]> record) {
    Parts parts = new Parts();
    configured.read(signal, origin(record), record.key(), record.value(), parts);
    String broken = parts.broken;
    if (!broken.isEmpty() && parts.found.isEmpty()) {
      broken = looksLike(signal, record, broken);
    }
    byte @Nullable [] value = record.value();
    return new SampledRecord(
        new SampledRecord.Place(record.topic(), record.partition(), record.offset()),
        record.timestamp(),
        value == null ? 0 : value.length,
        record.key() != null,
        traceId(record.key()),
        parts.found,
        broken);
  }

  /** What it would be if one thing were configured in another way. */
  private String looksLike(Signal signal, ConsumerRecord<byte[], byte[]> record, String otherwise) {
    if (isReadBy(other, signal, record)) {
      return SampledRecord.OTHER_ENCODING;
    }
    Signal swapped = signal == Signal.SPANS ? Signal.LOGS : Signal.SPANS;
    return isReadBy(configured, swapped, record) ? SampledRecord.OTHER_SIGNAL : otherwise;
  }

  private static boolean isReadBy(
      InputReader reader, Signal signal, ConsumerRecord<byte[], byte[]> record) {
    Parts parts = new Parts();
    reader.read(signal, origin(record), record.key(), record.value(), parts);
    return parts.broken.isEmpty() && parts.any;
  }

  private static DeadLetter.Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter.Origin(
        record.topic(), record.partition(), record.offset(), record.timestamp());
  }

  private static @Nullable TraceId traceId(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    try {
      return TraceId.ofHex(new String(key, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static final class Parts implements InputReader.Output {
    private final List<SampledRecord.Part> found = new ArrayList<>();
    private boolean any;
    private String broken = "";

    @Override
    public void trace(
        TraceId id, boolean hasRoot, int items, byte[] bytes, int offset, int length) {
      found.add(new SampledRecord.Part(id, items, length, hasRoot));
      any = true;
    }

    @Override
    public void logs(byte[] request) {
      any = true;
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      broken = letter.reason();
    }
  }
}
