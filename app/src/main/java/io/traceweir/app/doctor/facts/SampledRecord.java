// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a record of the input, without what is in it.
 *
 * @param timestamp as Kafka has it; negative when there is none
 * @param keyed there is a key
 * @param key the trace id that the key names; null when it names none
 * @param parts one for each trace
 * @param broken why it cannot be read; empty when it can
 */
public record SampledRecord(
    Place place,
    long timestamp,
    int bytes,
    boolean keyed,
    @Nullable TraceId key,
    List<Part> parts,
    String broken) {

  /** It would be read with the other {@code input.encoding}. */
  public static final String OTHER_ENCODING = "other encoding";

  /** It would be read as the other signal: logs among spans, or spans among logs. */
  public static final String OTHER_SIGNAL = "other signal";

  /** Where it lies. */
  public record Place(String topic, int partition, long offset) {}

  /** The part of a record that belongs to one trace. */
  public record Part(TraceId trace, int items, int bytes, boolean hasRoot) {}

  /** The traces in it. */
  public Set<TraceId> traces() {
    return parts.stream().map(Part::trace).collect(Collectors.toSet());
  }
}
