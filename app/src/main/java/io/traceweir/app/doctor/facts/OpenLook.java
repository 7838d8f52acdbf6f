// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.transactions.Sighting;
import io.traceweir.pipeline.transactions.TransactionLook;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Looks twice for open transactions, as one look may see one that is just ending. */
final class OpenLook {
  private final TransactionLook look;
  private final Questions questions;
  private final Map<String, String> untold = new TreeMap<>();
  private int partitions;
  private Map<TopicPartition, Long> blocked = Map.of();
  private List<Sighting> first = List.of();

  OpenLook(Admin admin, Questions questions, String group) {
    this.look = new TransactionLook(admin, group, questions.patience());
    this.questions = questions;
  }

  OpenLook look(Collection<TopicPartition> of) throws InterruptedException {
    blocked = look.blocked(of);
    partitions = look.partitions();
    first = look.open(blocked.keySet());
    note();
    return this;
  }

  /** Only where readers have not come further meanwhile. */
  TransactionFacts lookAgain(InstantSource clock) throws InterruptedException {
    Map<TopicPartition, Long> now = look.blocked(blocked.keySet());
    List<Sighting> second = look.open(TransactionLook.stuck(blocked, now));
    note();
    long millis = clock.millis();
    List<Sighting> lasting = second.stream().filter(s -> s.isIn(first, millis)).toList();
    return new TransactionFacts(partitions, lasting, untold);
  }

  private void note() {
    look.untold().forEach((what, e) -> untold.put(what, questions.why(e)));
  }
}
