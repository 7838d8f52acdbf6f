// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

/** Which metrics a series belongs to. */
public enum SeriesFamily {
  SPAN_METRICS(1, 1),
  SERVICE_GRAPH(2, 2);

  private final int code;
  private final int histograms;

  SeriesFamily(int code, int histograms) {
    this.code = code;
    this.histograms = histograms;
  }

  /** As stored in keys: never to be changed. */
  int code() {
    return code;
  }

  /** Span metrics have one (duration), edges two (server, client). */
  int histograms() {
    return histograms;
  }

  static SeriesFamily of(int code) {
    return switch (code) {
      case 1 -> SPAN_METRICS;
      case 2 -> SERVICE_GRAPH;
      default -> throw new IllegalArgumentException("unknown series family " + code);
    };
  }
}
