// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the newest records of the input can be read. */
final class EncodingCheck implements Check {
  @Override
  public String id() {
    return "input.encoding";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    long read = 0;
    for (String topic : it.settings().inputTopics()) {
      Answer<List<SampledRecord>> sample = it.facts().samples().get(topic);
      if (sample != null && !sample.isThere()) {
        findings.add(Finding.unseen(topic, "records of " + topic, sample.refusal()));
      } else if (sample != null) {
        read += sample.get().size();
        broken(it, topic, sample.get(), findings);
      }
    }
    String encoding = word(it.settings().input().encoding());
    if (findings.isEmpty()) {
      findings.add(
          read == 0
              ? Finding.skipped("there are no records in the input yet")
              : Finding.ok("the newest " + Words.counted(read, "record") + " are " + encoding));
    }
    return findings;
  }

  private static void broken(
      Case it, String topic, List<SampledRecord> sample, List<Finding> findings) {
    Map<String, Long> reasons =
        sample.stream()
            .map(SampledRecord::broken)
            .filter(reason -> !reason.isEmpty())
            .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()));
    reasons.forEach((why, count) -> findings.add(judged(it, topic, why, count, sample.size())));
  }

  private static Finding judged(Case it, String topic, String why, long count, int of) {
    Encoding encoding = it.settings().input().encoding();
    Encoding other = encoding == Encoding.OTLP_PROTO ? Encoding.OTLP_JSON : Encoding.OTLP_PROTO;
    String share = Words.ofNewest(count, of, topic);
    String follows = "they go to " + it.settings().output().deadLetters() + ", not to any trace";
    return switch (why) {
      case SampledRecord.OTHER_ENCODING ->
          Finding.problem(topic, share + " are " + word(other) + ", not " + word(encoding), follows)
              .mend(
                  "Set input.encoding: "
                      + word(other)
                      + ", or encoding: "
                      + word(encoding)
                      + " in the Collector's kafka exporter");
      case SampledRecord.OTHER_SIGNAL -> {
        boolean logs = it.settings().input().logs().contains(topic);
        yield Finding.problem(
                topic, share + " hold " + (logs ? "spans, not logs" : "logs, not spans"), follows)
            .mend("Correct the topics under input.spans and input.logs, or those of the Collector");
      }
      default -> {
        String found = share + " cannot be read: " + why;
        Finding finding =
            2 * count > of
                ? Finding.problem(topic, found, follows)
                : Finding.warning(topic, found, follows);
        yield finding.mend(
            "Find out who writes to "
                + topic
                + " besides Collectors, and with which encoding; headers of "
                + it.settings().output().deadLetters()
                + " name partition and offset");
      }
    };
  }

  private static String word(Encoding encoding) {
    return encoding.name().toLowerCase(Locale.ROOT);
  }
}
