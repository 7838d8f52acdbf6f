// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.ClusterFacts;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import java.util.List;
import java.util.Map;

/** What the cluster can do. */
final class VersionCheck implements Check {
  /** With it a transaction that was given up cannot be left open. */
  private static final int SAFE_TRANSACTIONS = 2;

  @Override
  public String id() {
    return "kafka.version";
  }

  @Override
  public List<Finding> look(Case it) {
    ClusterFacts cluster = it.facts().cluster().get();
    if (!cluster.features().isThere()) {
      return List.of(Finding.unseen("", "features", cluster.features().refusal()));
    }
    Map<String, Integer> features = cluster.features().get();
    if (!features.containsKey("metadata.version")) {
      return List.of(
          Finding.warning("", "the brokers run with ZooKeeper", "Traceweir is not tried with them")
              .mend("Move the cluster to KRaft (Kafka 4)"));
    }
    int transactions = features.getOrDefault("transaction.version", 0);
    if (it.settings().kafka().guarantee() == Guarantee.EXACTLY_ONCE
        && transactions < SAFE_TRANSACTIONS) {
      return List.of(
          Finding.warning(
                  "",
                  "transaction.version is " + transactions,
                  "after a crash a transaction may be left open, and readers of committed records"
                      + " wait behind it")
              .mend("When all brokers run Kafka 4.0 or later:")
              .run(it.tools().features("upgrade --feature transaction.version=2")));
    }
    return List.of(
        Finding.ok(
            "KRaft, metadata.version "
                + features.get("metadata.version")
                + ", transaction.version "
                + transactions));
  }
}
