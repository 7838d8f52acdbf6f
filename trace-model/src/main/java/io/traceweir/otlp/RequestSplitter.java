// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

/**
 * Makes one request per trace out of one request. Reused, one thread.
 *
 * <p>The bytes of spans and log records are copied as they are; the resource and scope around them
 * are repeated for each trace, together with any field that this version of OTLP does not know.
 */
public final class RequestSplitter {
  /** Where the parts of a request go. */
  public interface Output {
    /**
     * One trace.
     *
     * @param bytes holds an OTLP request with this trace's items only; the very array that was
     *     split when there was nothing else in it
     * @param hasRoot a span without a parent id is among them
     */
    void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot);

    /** Log records that have no trace id and are severe enough, as one request. */
    void withoutTrace(byte[] request, int items);

    /** So many log records have no trace id and are not severe enough. */
    void mildWithoutTrace(int items);

    /**
     * One item that belongs nowhere, wrapped as a request.
     *
     * @param reason {@code invalid_trace_id} or {@code invalid_span_id}
     */
    void rejected(String reason, byte[] request);
  }

  /** Told what is in a request. */
  public interface Visitor {
    /** One trace has so many spans or log records here. */
    void trace(long idHigh, long idLow, int items);

    /** So many log records have no trace id; never called with 0. */
    void withoutTrace(int items);

    /** So many items have a broken trace or span id; never called with 0. */
    void rejected(int items);
  }

  private final int minSeverity;
  private final RequestIndex index = new RequestIndex();
  private final TraceGroups groups = new TraceGroups();
  private final RequestAssembler assembler = new RequestAssembler(index);

  /** Finds every log record without a trace id severe enough. */
  public RequestSplitter() {
    this(Integer.MIN_VALUE); // a sender may state any number
  }

  /**
   * @param minSeverity number of the OpenTelemetry logs data model; a log record without a trace id
   *     below it is mild. One without a severity is taken for {@code INFO}
   */
  public RequestSplitter(int minSeverity) {
    this.minSeverity = minSeverity;
  }

  /**
   * Splits a request.
   *
   * @throws MalformedOtlpException when the value is no request of this signal; nothing has been
   *     handed out then
   */
  public void split(Signal signal, byte[] value, Output out) throws MalformedOtlpException {
    index.read(signal, value);
    Items items = index.items;
    traces(items, value, out);
    withoutTrace(items, value, out);
    for (int item = 0; item < items.count; item++) {
      if (items.fates[item] == Items.INVALID_TRACE_ID) {
        out.rejected("invalid_trace_id", assembler.assemble(value, item));
      } else if (items.fates[item] == Items.INVALID_SPAN_ID) {
        out.rejected("invalid_span_id", assembler.assemble(value, item));
      }
    }
  }

  /**
   * Verifies a request as {@link #split} does, and says what is in it without making any bytes.
   *
   * @throws MalformedOtlpException when the value is no request of this signal; nothing has been
   *     said then
   */
  public void visit(Signal signal, byte[] value, Visitor visitor) throws MalformedOtlpException {
    index.read(signal, value);
    Items items = index.items;
    groups.group(items, Items.IN_TRACE);
    int others = items.count;
    for (int group = 0; group < groups.count; group++) {
      int head = groups.heads[group];
      visitor.trace(items.idHighs[head], items.idLows[head], groups.sizes[group]);
      others -= groups.sizes[group];
    }
    int withoutTrace = items.countOf(Items.WITHOUT_TRACE);
    if (withoutTrace > 0) {
      visitor.withoutTrace(withoutTrace);
    }
    if (others > withoutTrace) {
      visitor.rejected(others - withoutTrace);
    }
  }

  private void traces(Items items, byte[] value, Output out) {
    groups.group(items, Items.IN_TRACE);
    for (int group = 0; group < groups.count; group++) {
      int head = groups.heads[group];
      int size = groups.sizes[group];
      byte[] bytes = size == items.count ? value : assembler.assemble(value, head);
      boolean root = hasRoot(items, head);
      out.trace(items.idHighs[head], items.idLows[head], bytes, 0, bytes.length, size, root);
    }
  }

  private static boolean hasRoot(Items items, int head) {
    for (int item = head; item >= 0; item = items.nexts[item]) {
      if (items.roots[item]) {
        return true;
      }
    }
    return false;
  }

  private void withoutTrace(Items items, byte[] value, Output out) {
    int mild = items.setMildApart(minSeverity);
    if (mild > 0) {
      out.mildWithoutTrace(mild);
    }
    groups.group(items, Items.WITHOUT_TRACE);
    if (groups.count == 0) {
      return;
    }
    int size = groups.sizes[0];
    byte[] bytes = size == items.count ? value : assembler.assemble(value, groups.heads[0]);
    out.withoutTrace(bytes, size);
  }
}
