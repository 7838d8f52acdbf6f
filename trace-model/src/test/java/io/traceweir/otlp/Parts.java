// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a splitter hands out. */
public final class Parts implements RequestSplitter.Output {
  public record Part(ByteString request, int items, boolean hasRoot) {}

  public final Map<ByteString, Part> traces = new LinkedHashMap<>();
  public final List<Part> withoutTrace = new ArrayList<>();
  public int mild;
  public final Map<String, List<ByteString>> rejected = new LinkedHashMap<>();
  public final List<byte[]> arrays = new ArrayList<>();

  @Override
  public void trace(
      long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot) {
    byte[] id = ByteBuffer.allocate(16).putLong(idHigh).putLong(idLow).array();
    Part before =
        traces.put(
            ByteString.copyFrom(id),
            new Part(
                ByteString.copyFrom(Arrays.copyOfRange(bytes, offset, offset + length)),
                items,
                hasRoot));
    if (before != null) {
      throw new AssertionError("a trace was handed out twice");
    }
    arrays.add(bytes);
  }

  @Override
  public void withoutTrace(byte[] request, int items) {
    withoutTrace.add(new Part(ByteString.copyFrom(request), items, false));
    arrays.add(request);
  }

  @Override
  public void mildWithoutTrace(int items) {
    mild += items;
  }

  @Override
  public void rejected(String reason, byte[] request) {
    rejected.computeIfAbsent(reason, r -> new ArrayList<>()).add(ByteString.copyFrom(request));
  }
}
