// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of a request: one as it came, when it may lie anywhere and fits, else one for
 * each trace or as many traces as fit. Of one request and one thread.
 */
final class InputRecords {
  private static final Annotation UNCHANGED = new Annotation("", "", -1, Annotation.Where.NONE);

  private final Signal signal;
  private final boolean keyed;
  private final int maxBytes;
  private final PipelineSettings.Encoding encoding;
  private final ResourceCache resources;
  private @Nullable OutputRecords writer;
  private final List<InputRecord> records = new ArrayList<>();
  private final List<InputRecord> waiting = new ArrayList<>();
  private int waitingBytes;

  InputRecords(Signal signal, PipelineSettings.Input input, int maxBytes, ResourceCache resources) {
    this.signal = signal;
    this.keyed = input.partitioning() == Partitioning.TRACE_ID;
    this.maxBytes = maxBytes;
    this.encoding = input.encoding();
    this.resources = resources;
  }

  /** Records whose values are no larger than the limit, for a request that was verified. */
  List<InputRecord> of(byte[] protobuf) throws MalformedOtlpException {
    if (!keyed) {
      byte[] whole = protobuf.length > maxBytes ? protobuf : encoded(protobuf);
      if (whole.length <= maxBytes) {
        return List.of(new InputRecord(null, whole));
      }
    }
    new RequestSplitter().split(signal, protobuf, new Parts());
    writeWaiting();
    return records;
  }

  private final class Parts implements RequestSplitter.Output {
    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot) {
      add(new TraceId(idHigh, idLow), bytes);
    }

    @Override
    public void withoutTrace(byte[] request, int items) {
      add(null, request);
    }

    @Override
    public void mildWithoutTrace(int items) {
      // every severity is severe enough for a splitter that was not told otherwise
    }

    @Override
    public void rejected(String reason, byte[] request) {
      if (request.length <= maxBytes) { // the sender hears of it, whether it is written or not
        add(null, request);
      }
    }
  }

  private void add(@Nullable TraceId trace, byte[] part) {
    if (keyed && trace != null) {
      writeAlone(trace, part);
      return;
    }
    if (waitingBytes + part.length > maxBytes) {
      writeWaiting();
    }
    waiting.add(new InputRecord(trace, part));
    waitingBytes += part.length;
  }

  /** Requests written one behind the other are one request: that is how protobuf merges. */
  private void writeWaiting() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(waitingBytes);
    waiting.forEach(part -> joined.writeBytes(part.value()));
    byte[] value = waitingBytes > maxBytes ? joined.toByteArray() : encoded(joined.toByteArray());
    if (value.length <= maxBytes) {
      if (waitingBytes > 0) {
        records.add(new InputRecord(null, value));
      }
    } else {
      waiting.forEach(part -> writeAlone(part.trace(), part.value()));
    }
    waiting.clear();
    waitingBytes = 0;
  }

  private byte[] encoded(byte[] request) {
    return encoding == PipelineSettings.Encoding.OTLP_PROTO
        ? request
        : writer().encoded(signal, request);
  }

  /** Made when it is needed, which is rare. */
  private OutputRecords writer() {
    if (writer == null) {
      writer = new OutputRecords(encoding, maxBytes, new RequestCutter(resources));
    }
    return writer;
  }

  /** Cut where it has to be. */
  private void writeAlone(@Nullable TraceId trace, byte[] part) {
    TraceId key = keyed ? trace : null;
    if (trace != null
        && part.length <= maxBytes
        && encoding == PipelineSettings.Encoding.OTLP_PROTO) {
      records.add(new InputRecord(key, part));
    } else if (trace != null) {
      writer()
          .kept(signal, trace, UNCHANGED, part, 0)
          .forEach(record -> records.add(new InputRecord(key, record.value())));
    } else if (signal == Signal.LOGS) {
      writer().logs(part, 0).forEach(record -> records.add(new InputRecord(null, record.value())));
    } else {
      byte[] value = encoded(part);
      if (value.length <= maxBytes) {
        records.add(new InputRecord(null, value));
      }
    }
  }
}
