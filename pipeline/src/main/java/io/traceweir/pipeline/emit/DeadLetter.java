// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.emit;

import org.jspecify.annotations.Nullable;

/** A record, or a part of one, that could not be used, and where it was read. */
public final class DeadLetter {
  final String reason;
  final String topic;
  final int partition;
  final long offset;
  final long timeMillis;
  final byte @Nullable [] key;
  final byte[] value;

  private DeadLetter(String reason, Origin origin, byte @Nullable [] key, byte[] value) {
    this.reason = reason;
    this.topic = origin.topic;
    this.partition = origin.partition;
    this.offset = origin.offset;
    this.timeMillis = origin.timeMillis;
    this.key = key;
    this.value = value;
  }

  /** Why it could not be used. */
  public String reason() {
    return reason;
  }

  /** The source record a dead letter comes from. */
  public record Origin(String topic, int partition, long offset, long timeMillis) {
    /** A letter with the original key, and the value or the part of it that is at fault. */
    public DeadLetter letter(String reason, byte @Nullable [] key, byte @Nullable [] value) {
      return new DeadLetter(reason, this, key, value == null ? new byte[0] : value);
    }
  }
}
