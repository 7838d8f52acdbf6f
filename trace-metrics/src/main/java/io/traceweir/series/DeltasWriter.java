// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the deltas of one partition, cut into records well below any broker's limit. */
final class DeltasWriter {
  static final int RECORD_BYTES = 256 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
  private final List<byte[]> full = new ArrayList<>();

  void append(SeriesKey key, SeriesValue value) {
    try {
      if (bytes.size() == 0) {
        out.write((byte) Deltas.VERSION);
      }
      out.writeByteArrayNoTag(key.bytes());
      SeriesValueCodec.write(out, value);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    if (bytes.size() >= RECORD_BYTES) {
      full.add(bytes.toByteArray());
      bytes.reset();
    }
  }

  boolean isEmpty() {
    return full.isEmpty() && bytes.size() == 0;
  }

  void drain(Consumer<byte[]> records) {
    full.forEach(records);
    full.clear();
    if (bytes.size() > 0) {
      records.accept(bytes.toByteArray());
      bytes.reset();
    }
  }
}
