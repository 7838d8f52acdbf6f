// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.app.doctor.facts.TopicFacts;
import io.traceweir.pipeline.ClusterDemands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether records that are read, written and passed on fit everywhere. */
final class SizesCheck implements Check {
  private static final String REQUEST = "producer.max.request.size";
  private static final String TAKES = "max.message.bytes";

  @Override
  public String id() {
    return "topics.sizes";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Finding> findings = new ArrayList<>();
    ClusterDemands.Sizes sizes = it.demands().sizes(it.existing());
    request(it, sizes, findings);
    if (sizes.topicBytes() < sizes.requestBytes()) {
      findings.add(smaller(it, sizes));
    }
    int written = Math.min(sizes.requestBytes(), sizes.topicBytes());
    for (String topic : it.settings().inputTopics()) {
      input(it, topic, written, findings);
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(fine(it, written)));
    }
    return findings;
  }

  private static Finding smaller(Case it, ClusterDemands.Sizes sizes) {
    Finding finding =
        Finding.warning(
            sizes.smallest(),
            sizes.smallest()
                + " takes records of "
                + Words.bytes(sizes.topicBytes())
                + ", the producer sends up to "
                + Words.bytes(sizes.requestBytes()),
            "spans and logs that are larger than the topic takes are cut, in all topics");
    for (var topic : it.existing().entrySet()) {
      boolean written = !it.settings().inputTopics().contains(topic.getKey());
      if (written && ClusterDemands.takes(topic.getValue()) < sizes.requestBytes()) {
        String setting = TAKES + "=" + sizes.requestBytes();
        finding = finding.run(it.tools().alterTopic(topic.getKey(), setting));
      }
    }
    return finding;
  }

  private static String fine(Case it, int written) {
    int largest =
        it.settings().inputTopics().stream()
            .flatMap(topic -> Rates.sample(it.facts(), topic).stream())
            .mapToInt(SampledRecord::bytes)
            .max()
            .orElse(0);
    return "records of up to "
        + Words.bytes(written)
        + " are written, and every topic takes them"
        + (largest == 0 ? "" : "; the largest one read was " + Words.bytes(largest));
  }

  private static void request(Case it, ClusterDemands.Sizes sizes, List<Finding> findings) {
    if (sizes.requestBytes() < sizes.leastRequestBytes()) {
      findings.add(
          Finding.problem(
                  "",
                  REQUEST + " is " + sizes.requestBytes(),
                  "Traceweir does not start, as it needs " + sizes.leastRequestBytes())
              .mend("Raise it under kafka.properties, or leave it out"));
    }
    Answer<Map<String, String>> broker = it.facts().cluster().get().settings();
    String socket = broker.isThere() ? broker.get().get("socket.request.max.bytes") : null;
    if (socket != null && Long.parseLong(socket) < sizes.requestBytes()) {
      findings.add(
          Finding.problem(
                  "",
                  REQUEST
                      + " is "
                      + sizes.requestBytes()
                      + ", but brokers close connections at socket.request.max.bytes="
                      + socket,
                  "a large request never arrives, and is sent again and again")
              .mend("Lower " + REQUEST + " under kafka.properties to " + socket));
    }
  }

  /** What comes in larger than it may go out is split by trace; only a single span is cut. */
  private static void input(Case it, String topic, int written, List<Finding> findings) {
    TopicFacts facts = it.facts().topics().get(topic);
    if (facts == null || !facts.settings().isThere()) {
      return;
    }
    List<SampledRecord> sample = Rates.sample(it.facts(), topic);
    int largest = sample.stream().mapToInt(SampledRecord::bytes).max().orElse(0);
    if (largest > written) {
      findings.add(
          Finding.warning(
                  topic,
                  topic
                      + " holds records of "
                      + Words.bytes(largest)
                      + ", but "
                      + Words.bytes(written)
                      + " is what can be written",
                  "they are split by trace and span; a single span or log record that is larger is"
                      + " cut")
              .mend(
                  "To keep such spans whole set "
                      + REQUEST
                      + " under kafka.properties to "
                      + facts.number(TAKES, largest)
                      + ", and "
                      + TAKES
                      + " of the topics that are written to the same"));
    }
  }
}
