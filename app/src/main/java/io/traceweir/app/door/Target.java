// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.otlp.Signal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A path that is answered, and what is sent there. */
enum Target {
  TRACES("/v1/traces", "spans", Signal.SPANS),
  LOGS("/v1/logs", "logs", Signal.LOGS),
  METRICS("/v1/metrics", "metrics", null);

  final String path;

  /** As the label of meters. */
  final String word;

  /** Null for metrics, which are not taken. */
  final @Nullable Signal signal;

  Target(String path, String word, @Nullable Signal signal) {
    this.path = path;
    this.word = word;
    this.signal = signal;
  }

  static Optional<Target> of(String path) {
    for (Target target : values()) {
      if (target.path.equals(path)) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }
}
