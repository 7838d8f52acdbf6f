// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.pipeline.ClusterTopics.Existing;
import io.traceweir.pipeline.TopicDemands.Finding;
import io.traceweir.pipeline.TopicPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A planned topic against what the cluster has.
 *
 * @param difference settings that are other than planned; empty when none is
 * @param note what is other than planned without breaking anything; empty when nothing is
 */
record TopicState(TopicPlan plan, Is is, String difference, String note) {

  enum Is {
    UNKNOWN,
    MISSING,
    CREATED,
    EXISTS,
    DIFFERS
  }

  TopicState(TopicPlan plan, Is is) {
    this(plan, is, "", "");
  }

  /**
   * @param fragments the topic that may have any number of partitions
   */
  static TopicState of(TopicPlan plan, @Nullable Existing existing, String fragments) {
    if (existing == null) {
      return new TopicState(plan, Is.MISSING);
    }
    List<String> differences = new ArrayList<>();
    String note = "";
    if (plan.partitions() > 0 && existing.partitions() != plan.partitions()) {
      if (plan.name().equals(fragments)) {
        note = "it has " + existing.partitions() + " partitions, which is fine too";
      } else {
        differences.add("partitions=" + existing.partitions());
      }
    }
    new TreeMap<>(plan.config())
        .forEach(
            (name, wanted) -> {
              String has = existing.config().get(name);
              if (!TopicPlan.isMet(name, wanted, has)) {
                differences.add(name + "=" + (has == null ? "unset" : has));
              }
            });
    return differences.isEmpty()
        ? new TopicState(plan, Is.EXISTS, "", note)
        : new TopicState(plan, Is.DIFFERS, "it has " + String.join(", ", differences), note);
  }

  /** With what `run` says about this topic: it refuses some, and warns of others. */
  TopicState with(List<Finding> findings) {
    List<Finding> mine = findings.stream().filter(f -> f.topic().equals(plan.name())).toList();
    if (is == Is.MISSING || mine.isEmpty()) {
      return this;
    }
    boolean refused = mine.stream().anyMatch(Finding::isFatal);
    String said =
        Stream.concat(
                Stream.of(note).filter(n -> !n.isEmpty()),
                mine.stream().map(f -> (f.isFatal() ? "refused: " : "note: ") + f.message()))
            .collect(Collectors.joining("; "));
    return new TopicState(plan, refused ? Is.DIFFERS : is, difference, said);
  }
}
