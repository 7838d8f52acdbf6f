// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.Trace;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a simulated task has done since its last commit, in order. */
final class SimulatedOutputs implements TickWork.Output, Intake.Output {
  private final Assembler assembler;
  private final KeyValueStore<Bytes, byte[]> store;
  private final boolean keepsOldBlocks;
  private final List<Effect> effects = new ArrayList<>();
  private long nextNumber;

  /** A line that was written, or a block that was stored or (without a value) deleted. */
  private record Effect(String line, Bytes key, byte[] value) {}

  private static final Bytes NO_KEY = Bytes.wrap(new byte[0]);
  private static final byte[] DELETED = {};

  /**
   * @param keepsOldBlocks as at-least-once does for a while
   */
  SimulatedOutputs(
      Assembler assembler,
      KeyValueStore<Bytes, byte[]> store,
      long nextNumber,
      boolean keepsOldBlocks) {
    this.assembler = assembler;
    this.store = store;
    this.nextNumber = nextNumber;
    this.keepsOldBlocks = keepsOldBlocks;
  }

  /** How many there are. */
  int effects() {
    return effects.size();
  }

  /** The first of them get into the log; all are forgotten here. */
  void persist(int count, Map<Bytes, byte[]> blocks, List<String> lines) {
    for (Effect e : effects.subList(0, count)) {
      if (e.key.get().length == 0) {
        lines.add(e.line);
      } else if (e.value.length == 0) {
        blocks.remove(e.key);
      } else {
        blocks.put(e.key, e.value);
      }
    }
    effects.clear();
  }

  private void line(String line) {
    effects.add(new Effect(line, NO_KEY, DELETED));
  }

  @Override
  public void keptSpans(Trace trace, Annotation why, byte[] request) {
    line("spans " + trace.idHex() + " " + why.trigger() + " " + spanNames(trace));
  }

  private static String spanNames(Trace trace) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < trace.spanCount(); i++) {
      names.add(trace.span(i).name());
    }
    return names.toString();
  }

  @Override
  public void keptLogs(Trace trace, Annotation why, byte[] request) {
    line("logs " + trace.idHex() + " " + trace.logCount());
  }

  @Override
  public void decisions(byte[] request) {
    try {
      ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
          .flatMap(r -> r.getScopeLogsList().stream())
          .flatMap(s -> s.getLogRecordsList().stream())
          .forEach(d -> line(sentence(d)));
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sentence(LogRecord d) {
    return decided(
            HexFormat.of().formatHex(d.getTraceId().toByteArray()),
            say(d, "trigger").getValue().getStringValue(),
            d.getTimeUnixNano() / 1_000_000,
            say(d, "spans").getValue().getIntValue(),
            say(d, "logs").getValue().getIntValue())
        + (isLossy(d) ? " perhaps cut" : "");
  }

  private static boolean isLossy(LogRecord d) {
    return d.getAttributesList().stream()
        .filter(a -> a.getKey().equals("traceweir.flags"))
        .flatMap(a -> a.getValue().getArrayValue().getValuesList().stream())
        .anyMatch(flag -> flag.getStringValue().equals("retention_loss"));
  }

  private static KeyValue say(LogRecord d, String what) {
    return d.getAttributesList().stream()
        .filter(a -> a.getKey().equals("traceweir." + what))
        .findFirst()
        .orElseThrow();
  }

  /** The line about a decision. */
  static String decided(String trace, String trigger, long clock, long spans, long logs) {
    return "decided " + trace + " " + trigger + " at " + clock + ": " + spans + " and " + logs;
  }

  @Override
  public void partial(int partition, byte[] deltas) {
    line("partial " + partition + " " + Arrays.hashCode(deltas));
  }

  @Override
  public void remember(MemoryBlock block) {
    long number = nextNumber++;
    put(key(number), BlockFormat.encode(block));
    assembler.memory.load(number, block);
    assembler.memory.expire(
        block.clock,
        block.replayFrom.clock()[0],
        expired -> {
          if (!keepsOldBlocks) {
            put(key(expired), DELETED);
          }
        });
  }

  private void put(Bytes key, byte[] value) {
    effects.add(new Effect("", key, value));
    store.put(key, value.length == 0 ? null : value);
  }

  private static Bytes key(long number) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  @Override
  public int logPartition() {
    return 0;
  }

  @Override
  public void logsWithoutTrace(byte[] request, long timeMillis) {
    line("logs without trace");
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    line("dead letter");
  }
}
