// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.trace.TraceId;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds what a record of the log holds of one trace. One thread. */
interface PartFinder {
  void find(ConsumerRecord<byte[], byte[]> record, TraceId id, Found out);
}
