// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.trace.TraceId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes the value of an input record apart: what belongs to a trace, logs that belong to none, and
 * what is not fit for use. A bad record throws nothing: it becomes a dead letter.
 */
public final class InputReader {
  private final PipelineSettings.Input input;
  private final PipelineMeters meters;
  private final RequestSplitter splitter;

  public InputReader(
      PipelineSettings.Input input,
      PipelineSettings.LogsWithoutTrace logsWithoutTrace,
      PipelineMeters meters) {
    this.input = input;
    this.meters = meters;
    this.splitter =
        new RequestSplitter(
            logsWithoutTrace.forward() ? logsWithoutTrace.minSeverityNumber() : Integer.MAX_VALUE);
  }

  /** Where the parts go. */
  public interface Output {
    /** A part of a trace: an OTLP request in a range of an array. */
    void trace(TraceId id, boolean hasRoot, int items, byte[] bytes, int offset, int length);

    /** Log records that belong to no trace and are severe enough to go on. */
    void logs(byte[] request);

    /** Something that cannot be used. */
    void deadLetter(DeadLetter letter);
  }

  /** Counts nothing and hands over traces only: for a record that was read before. */
  public void readAgain(Signal signal, byte @Nullable [] value, Output out) {
    try {
      splitter.split(signal, protobuf(signal, value), new Parts(out, null, null));
    } catch (MalformedOtlpException e) {
      // Its dead letter was written when it was read the first time.
      return;
    }
  }

  /** Takes a record apart; all its parts or, when it is malformed, one dead letter. */
  public void read(
      Signal signal,
      DeadLetter.Origin origin,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Output out) {
    meters.received(signal, value == null ? 0 : value.length);
    try {
      splitter.split(signal, protobuf(signal, value), new Parts(out, origin, key));
    } catch (MalformedOtlpException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT);
      meters.deadLetter(reason);
      out.deadLetter(origin.letter(reason, key, value));
    }
  }

  private byte[] protobuf(Signal signal, byte @Nullable [] value) throws MalformedOtlpException {
    if (value == null || value.length == 0) {
      throw new MalformedOtlpException(
          MalformedOtlpException.Reason.EMPTY, "a record without a value");
    }
    return input.encoding() == PipelineSettings.Encoding.OTLP_JSON
        ? OtlpJson.toProtobuf(signal, value)
        : value;
  }

  private final class Parts implements RequestSplitter.Output {
    private final Output out;
    private final DeadLetter.@Nullable Origin origin;
    private final byte @Nullable [] key;

    Parts(Output out, DeadLetter.@Nullable Origin origin, byte @Nullable [] key) {
      this.out = out;
      this.origin = origin;
      this.key = key;
    }

    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot) {
      out.trace(new TraceId(idHigh, idLow), hasRoot, items, bytes, offset, length);
    }

    @Override
    public void withoutTrace(byte[] request, int items) {
      if (origin != null) {
        meters.withoutTrace(true, items);
        out.logs(request);
      }
    }

    @Override
    public void mildWithoutTrace(int items) {
      if (origin != null) {
        meters.withoutTrace(false, items);
      }
    }

    @Override
    public void rejected(String reason, byte[] request) {
      if (origin != null) {
        meters.deadLetter(reason);
        out.deadLetter(origin.letter(reason, key, request));
      }
    }
  }
}
