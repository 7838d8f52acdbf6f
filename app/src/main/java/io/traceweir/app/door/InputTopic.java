// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it goes with one input topic: what ails it is no concern of the other. */
final class InputTopic {
  private static final Logger LOG = LoggerFactory.getLogger(InputTopic.class);
  private static final int LEAST_RECORD_BYTES = 64 * 1024;

  private final String name;
  private final Semaphore trying = new Semaphore(1);
  private volatile boolean failing;
  private volatile int maxRecordBytes;

  InputTopic(String name, int maxRecordBytes) {
    this.name = name;
    this.maxRecordBytes = maxRecordBytes;
  }

  String name() {
    return name;
  }

  boolean isFailing() {
    return failing;
  }

  /** While it fails, one at a time. */
  Semaphore trying() {
    return trying;
  }

  void fail(String reason) {
    if (!failing) {
      failing = true;
      LOG.atWarn()
          .addKeyValue("topic", name)
          .addKeyValue("reason", reason)
          .log("Kafka does not take requests of the OTLP door; senders are told to come again");
    }
  }

  void succeed() {
    if (failing) {
      failing = false;
      LOG.atInfo().addKeyValue("topic", name).log("Kafka takes requests of the OTLP door again");
    }
  }

  int maxRecordBytes() {
    return maxRecordBytes;
  }

  /** Half of what was too much; false when that is so little that halving is of no use. */
  synchronized boolean lower(int tooManyBytes) {
    if (tooManyBytes <= LEAST_RECORD_BYTES) {
      return false;
    }
    int half = Math.max(LEAST_RECORD_BYTES, tooManyBytes / 2);
    if (half < maxRecordBytes) {
      maxRecordBytes = half;
      LOG.atWarn()
          .addKeyValue("topic", name)
          .addKeyValue("bytes", half)
          .log("the topic takes no records as large as the producer may send; they are split");
    }
    return true;
  }
}
