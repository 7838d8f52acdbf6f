// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.pipeline.split.FragmentRecord;
import io.traceweir.trace.TraceId;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds fragments by their key. */
final class FragmentsFinder implements PartFinder {
  @Override
  public void find(ConsumerRecord<byte[], byte[]> record, TraceId id, Found out) {
    byte[] value = record.value();
    if (value == null || !Arrays.equals(record.key(), id.bytes())) {
      return;
    }
    FragmentRecord header;
    try {
      header = FragmentRecord.decode(value);
    } catch (IllegalArgumentException e) {
      return; // a dead letter was made of it when it was read first
    }
    if (header.type() != FragmentRecord.Type.WATERMARK) {
      int length = value.length - FragmentRecord.HEADER_BYTES;
      out.add(header.type().signal(), value, FragmentRecord.HEADER_BYTES, length);
    }
  }
}
