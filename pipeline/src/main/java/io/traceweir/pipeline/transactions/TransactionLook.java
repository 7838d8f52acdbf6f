// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at transactions that are open. The leaders of partitions are asked before the coordinators:
 * so a coordinator that says "ended" before a leader is asked again, and still says "open", has
 * forgotten that partition.
 */
public final class TransactionLook {
  private final Admin admin;
  private final GroupOffsets offsets;
  private final Answers answers;
  private final Map<TopicPartition, Long> reached = new HashMap<>();
  private final Map<TopicPartition, Long> blocked = new HashMap<>();
  private final Set<TopicPartition> described = new HashSet<>();

  /**
   * @param group whose positions are looked at as well
   * @param patience for each answer of Kafka
   */
  public TransactionLook(Admin admin, String group, Duration patience) {
    this.admin = admin;
    this.offsets = new GroupOffsets(admin, group);
    this.answers = new Answers(patience);
  }

  /** What was asked for without an answer, since {@link #blocked} was asked last. */
  public Map<String, Throwable> untold() {
    return answers.untold();
  }

  /** How many partitions {@link #blocked} was last told of. */
  public int partitions() {
    return reached.size();
  }

  /**
   * Whether the answers since {@link #blocked} was asked last tell what has become of a transaction
   * of an earlier look: where they do not, it is not over.
   */
  public boolean tells(OpenTransaction earlier) {
    TopicPartition in = earlier.partition();
    Long stop = blocked.get(in);
    boolean over = stop == null || earlier.startOffset() < stop;
    return described.contains(in) || (reached.containsKey(in) && over);
  }

  /** How far readers of committed records come, where that is not the end; also of positions. */
  public Map<TopicPartition, Long> blocked(Collection<TopicPartition> of)
      throws InterruptedException {
    untold().clear();
    described.clear();
    Set<TopicPartition> all = new HashSet<>(of);
    all.addAll(offsets.find(answers));
    Map<TopicPartition, Long> ends = ends(all, IsolationLevel.READ_UNCOMMITTED);
    reached.clear();
    reached.putAll(ends(ends.keySet(), IsolationLevel.READ_COMMITTED));
    blocked.clear();
    blocked.putAll(reached);
    blocked.entrySet().removeIf(e -> e.getValue() >= ends.getOrDefault(e.getKey(), 0L));
    return Map.copyOf(blocked);
  }

  /** Where they did not come further between two answers of {@link #blocked}. */
  public static Set<TopicPartition> stuck(
      Map<TopicPartition, Long> before, Map<TopicPartition, Long> now) {
    return now.entrySet().stream()
        .filter(e -> e.getValue().equals(before.get(e.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<TopicPartition, Long> ends(Collection<TopicPartition> of, IsolationLevel level)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> specs =
        of.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest(), (a, b) -> a));
    Map<TopicPartition, Long> ends = new HashMap<>();
    if (!specs.isEmpty()) {
      var asked = admin.listOffsets(specs, new ListOffsetsOptions(level));
      for (TopicPartition p : specs.keySet()) {
        answers.ask(p.toString(), asked.partitionResult(p), info -> ends.put(p, info.offset()));
      }
    }
    return ends;
  }

  /** Transactions that are open in these partitions; those that cannot be told are left out. */
  public List<Sighting> open(Collection<TopicPartition> in) throws InterruptedException {
    List<OpenTransaction> open = new ArrayList<>();
    if (!in.isEmpty()) {
      var asked = admin.describeProducers(in);
      for (TopicPartition p : in) {
        boolean told =
            answers.ask(
                p.toString(),
                asked.partitionResult(p),
                producers -> producers.activeProducers().forEach(s -> add(p, s, open)));
        if (told) {
          described.add(p);
        }
      }
    }
    return open.isEmpty() ? List.of() : claimed(open);
  }

  private static void add(TopicPartition in, ProducerState state, List<OpenTransaction> open) {
    if (state.currentTransactionStartOffset().isPresent()) {
      open.add(
          new OpenTransaction(
              in,
              state.producerId(),
              state.producerEpoch(),
              state.currentTransactionStartOffset().getAsLong(),
              state.lastTimestamp()));
    }
  }

  private List<Sighting> claimed(List<OpenTransaction> open) throws InterruptedException {
    Set<Long> producers =
        open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
    var options = new ListTransactionsOptions().filterProducerIds(producers);
    Map<Long, String> ids = new HashMap<>();
    boolean listed =
        answers.ask(
            "transactional ids",
            admin.listTransactions(options).all(),
            all -> all.forEach(t -> ids.put(t.producerId(), t.transactionalId())));
    if (!listed) {
      forget(open);
    }
    return listed ? described(open, ids) : List.of();
  }

  /** Nothing is known of them without their coordinators. */
  private void forget(Collection<OpenTransaction> open) {
    open.forEach(o -> described.remove(o.partition()));
  }

  private List<Sighting> described(List<OpenTransaction> open, Map<Long, String> ids)
      throws InterruptedException {
    List<Sighting> seen = new ArrayList<>();
    Set<String> names = new HashSet<>(ids.values());
    if (!names.isEmpty()) {
      var asked = admin.describeTransactions(names);
      for (String id : names) {
        var its = open.stream().filter(o -> id.equals(ids.get(o.producerId()))).toList();
        described(id, asked.description(id), its, seen);
      }
    }
    open.stream()
        .filter(o -> !ids.containsKey(o.producerId()))
        .forEach(o -> seen.add(new Sighting(o, "", null)));
    return seen;
  }

  private void described(
      String id,
      KafkaFuture<TransactionDescription> asked,
      List<OpenTransaction> its,
      List<Sighting> seen)
      throws InterruptedException {
    if (!answers.ask(id, asked, known -> its.forEach(o -> seen.add(new Sighting(o, id, known))))) {
      forget(its);
    }
  }
}
