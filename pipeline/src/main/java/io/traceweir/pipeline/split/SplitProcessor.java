// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Cuts requests into one fragment per trace and tells every fragments partition, once a second, how
 * far its sources are.
 */
public final class SplitProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration WATERMARK_EVERY = Duration.ofSeconds(1);

  private final InputProgress progress;
  private final Sources sources;
  private final Silence silence;
  private final Parts parts;
  private final Sinks sinks;
  private final Map<TopicPartition, Watermark> watermarks = new LinkedHashMap<>();
  private final FragmentOutput output = new FragmentOutput();
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable Cancellable saying;

  /** Names of the nodes downstream. */
  public record Sinks(String fragments, String logs, String deadLetters) {}

  /** The pieces that read a record and write others. */
  public record Parts(
      InputReader reader,
      RequestCutter cutter,
      int maxRecordBytes,
      OutputRecords records,
      PipelineMeters meters,
      PipelineSettings.Input input) {}

  public SplitProcessor(InputProgress progress, Silence silence, Parts parts, Sinks sinks) {
    this.progress = progress;
    this.sources = progress.sources();
    this.silence = silence;
    this.parts = parts;
    this.sinks = sinks;
  }

  /** How far a source is, and what was said about it last. */
  private static final class Watermark {
    final SourceTime time = new SourceTime();
    final int source;
    final int partitions;
    long lastRecordWallMillis;
    long saidMillis = SourceTime.UNHEARD;
    long saidIdleWallMillis = Silence.NEVER;
    Announcement saidIdle = new Announcement();

    Watermark(int source, int partitions, long wallMillis) {
      this.source = source;
      this.partitions = partitions;
      this.lastRecordWallMillis = wallMillis;
    }
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    close();
    this.context = context;
    for (TopicPartition source : sources.ofTask(context.taskId().partition())) {
      watermarks.put(source, watermark(source, context.currentSystemTimeMs()));
    }
    saying =
        context.schedule(WATERMARK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::sayWatermarks);
  }

  @Override
  public void close() {
    if (saying != null) {
      saying.cancel(); // Kafka Streams keeps it when it suspends a task
      saying = null;
    }
    watermarks.keySet().forEach(progress::leftHere);
    watermarks.clear();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
    RecordMetadata at = to.recordMetadata().orElseThrow();
    long wall = to.currentSystemTimeMs();
    long time = clamped(record.timestamp(), wall);
    TopicPartition source = new TopicPartition(at.topic(), at.partition());
    Watermark watermark = watermarks.computeIfAbsent(source, p -> watermark(p, wall));
    watermark.time.observe(time, wall + SourceTime.JUMP_MILLIS);
    progress.processed(source, at.offset(), watermark.time.millis());
    watermark.lastRecordWallMillis = wall;
    Signal signal = sources.signal(at.topic());
    // A producer whose clock is behind waits with the others of its partition, from here on.
    long arrival = Math.max(time, watermark.time.millis());
    output.begin(signal, origin(watermark, arrival));
    var origin = new DeadLetter.Origin(at.topic(), at.partition(), at.offset(), time);
    parts.reader.read(signal, origin, record.key(), record.value(), output);
  }

  /** A partition that was added meanwhile says by its number how many there are at least. */
  private Watermark watermark(TopicPartition of, long wallMillis) {
    int partitions = Math.max(sources.partitions(of.topic()), of.partition() + 1);
    return new Watermark(sources.number(of.topic(), of.partition()), partitions, wallMillis);
  }

  private long clamped(long recordMillis, long wallMillis) {
    long latest = wallMillis + parts.input.maxFuture().toMillis();
    if (recordMillis <= latest) {
      return Math.max(0, recordMillis);
    }
    parts.meters.clamped();
    return latest;
  }

  private void sayWatermarks(long wallMillis) {
    watermarks.forEach(
        (source, w) -> {
          boolean quiet = wallMillis - w.lastRecordWallMillis >= WATERMARK_EVERY.toMillis();
          if (quiet) {
            silence.want(source); // even when all is silent: only asking tells when that ends
          }
          if (quiet && isProven(source, w)) {
            w.time.believeUpTo(wallMillis + SourceTime.JUMP_MILLIS);
            sayIdle(w, wallMillis);
          } else if (w.time.millis() != w.saidMillis) {
            say(w, false);
          }
        });
  }

  /**
   * Silence counts when it was proven after the last record, and after what was said before was in
   * the log: then the source has nothing that was written before that.
   */
  private boolean isProven(TopicPartition source, Watermark w) {
    long proven = silence.provenAtMillis(source);
    return isNeeded(w)
        && proven > Math.max(w.lastRecordWallMillis, w.saidIdleWallMillis)
        && w.saidIdle.isOverBefore(proven);
  }

  /** When all inputs are silent, saying so a few times brings the clock as far as it can come. */
  private boolean isNeeded(Watermark w) {
    long all = silence.allInputsSinceMillis();
    return all == Silence.NEVER || w.saidIdleWallMillis < all + 3 * WATERMARK_EVERY.toMillis();
  }

  /**
   * What a former task said may still be on its way, so the first time is told from a second one by
   * a word in between, that the source is not idle. Under at-least-once an instance that stood
   * still and lost its task may have its say even after that.
   */
  private void sayIdle(Watermark w, long wallMillis) {
    if (w.saidIdleWallMillis == Silence.NEVER) {
      say(w, false);
    }
    w.saidIdleWallMillis = wallMillis;
    w.saidIdle = new Announcement();
    w.saidIdle.say(() -> say(w, true));
  }

  private void say(Watermark w, boolean idle) {
    w.saidMillis = w.time.millis();
    FragmentRecord.Origin origin = origin(w, w.saidMillis);
    byte[] value = FragmentRecord.watermark(origin, idle, w.partitions);
    forward(new Record<>(null, value, Math.max(0, w.saidMillis)), sinks.fragments);
  }

  private FragmentRecord.Origin origin(Watermark of, long timeMillis) {
    return new FragmentRecord.Origin(of.source, timeMillis, sources.application());
  }

  private void forward(Record<byte[], byte[]> record, String sink) {
    Objects.requireNonNull(context).forward(record, sink);
  }

  private final class FragmentOutput implements InputReader.Output {
    private Signal signal = Signal.SPANS;
    private FragmentRecord.Origin origin = new FragmentRecord.Origin(0, 0);

    void begin(Signal signal, FragmentRecord.Origin origin) {
      this.signal = signal;
      this.origin = origin;
    }

    @Override
    public void trace(
        TraceId id, boolean hasRoot, int items, byte[] bytes, int offset, int length) {
      parts.meters.fragment(signal, items);
      byte[] key = ByteBuffer.allocate(2 * Long.BYTES).putLong(id.high()).putLong(id.low()).array();
      int limit = parts.maxRecordBytes - FragmentRecord.HEADER_BYTES;
      if (length <= limit) {
        send(key, hasRoot, items, bytes, offset, length);
      } else {
        byte[] request = Arrays.copyOfRange(bytes, offset, offset + length);
        parts.cutter.cut(
            signal, id, request, limit, (b, n) -> send(key, hasRoot, n, b, 0, b.length));
      }
    }

    private void send(
        byte[] key, boolean hasRoot, int items, byte[] bytes, int offset, int length) {
      byte[] value = FragmentRecord.fragment(signal, hasRoot, origin, items, bytes, offset, length);
      forward(new Record<>(key, value, origin.timeMillis()), sinks.fragments);
    }

    @Override
    public void logs(byte[] request) {
      parts
          .records
          .logs(request, origin.timeMillis())
          .forEach(record -> forward(record, sinks.logs));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      forward(parts.records.deadLetter(letter), sinks.deadLetters);
    }
  }
}
