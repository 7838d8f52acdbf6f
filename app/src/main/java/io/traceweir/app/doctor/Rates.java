// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.Examination;
import io.traceweir.app.doctor.facts.Facts;
import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.SampledRecord;
import java.time.Duration;
import java.util.List;

/** How fast records come, measured by offsets; and how large they are, measured by samples. */
final class Rates {
  private Rates() {}

  /** The larger one of the last minutes' and the one while the doctor watched. */
  static double recordsPerSecond(Facts facts, String topic) {
    return facts.logsOf(topic).stream()
        .mapToDouble(e -> recordsPerSecond(facts, e.getValue()))
        .sum();
  }

  static double recordsPerSecond(Facts facts, LogFacts log) {
    double lately = perSecond(log.end() - log.recent(), Examination.LATELY);
    return Math.max(lately, perSecond(log.later() - log.end(), facts.watched()));
  }

  static double perSecond(long count, Duration time) {
    return time.isZero() ? 0 : 1000.0 * count / Math.max(1, time.toMillis());
  }

  static List<SampledRecord> sample(Facts facts, String topic) {
    Answer<List<SampledRecord>> sample = facts.samples().get(topic);
    return sample == null || !sample.isThere() ? List.of() : sample.get();
  }

  static double bytesPerRecord(List<SampledRecord> sample) {
    return sample.stream().mapToInt(SampledRecord::bytes).average().orElse(0);
  }
}
