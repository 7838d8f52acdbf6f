// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.ThreadDeaths.Death;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Finds out where a stream thread died: which task, and which record it will begin with again. */
final class DeathReport {
  /** So Kafka Streams names the record that a processor failed at. */
  private static final Pattern RECORD =
      Pattern.compile("topic=([\\w.-]+), partition=(\\d+), offset=(\\d+)");

  /** And so the topic that refused an output of which task. */
  private static final Pattern TASK =
      Pattern.compile("record to topic ([\\w.-]+) for task (\\d+_\\d+) ");

  private final KafkaStreams streams;
  private final ClusterTopics cluster;
  private final String group;

  DeathReport(KafkaStreams streams, ClusterTopics cluster, String group) {
    this.streams = streams;
    this.cluster = cluster;
    this.group = group;
  }

  /** To be asked by the thread that dies. */
  Death of(Throwable e) {
    String thread = Thread.currentThread().getName();
    String faulty = faulty(e);
    List<TaskMetadata> tasks =
        streams.metadataForLocalThreads().stream()
            .filter(t -> t.threadName().equals(thread))
            .map(ThreadMetadata::activeTasks)
            .flatMap(Collection::stream)
            .filter(t -> faulty == null || t.taskId().toString().equals(faulty))
            .toList();
    Set<String> names = new TreeSet<>();
    if (faulty != null) {
      names.add(faulty); // the thread may have lost it already
    }
    Set<TopicPartition> partitions = new HashSet<>();
    for (TaskMetadata task : tasks) {
      names.add(task.taskId().toString());
      partitions.addAll(task.topicPartitions());
    }
    return new Death(names, cause(e), committed(partitions), isAway(e));
  }

  private @Nullable Map<TopicPartition, Long> committed(Set<TopicPartition> partitions) {
    try {
      Map<TopicPartition, OffsetAndMetadata> all =
          cluster.await(
              cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      Map<TopicPartition, Long> committed = new HashMap<>();
      for (TopicPartition p : partitions) {
        OffsetAndMetadata offset = all.get(p);
        committed.put(p, offset == null ? 0 : offset.offset());
      }
      return committed;
    } catch (PipelineException | RuntimeException e) {
      return null; // Kafka is away
    }
  }

  /** The task at fault; another one of its thread may be the first to hear of a refused output. */
  static @Nullable String faulty(Throwable e) {
    Matcher m = TASK.matcher(message(refused(e)));
    if (m.find()) {
      return m.group(2);
    }
    StreamsException known = find(e, StreamsException.class, s -> s.taskId().isPresent());
    return known == null ? null : known.taskId().orElseThrow().toString();
  }

  private static @Nullable Throwable refused(Throwable e) {
    return find(e, Throwable.class, t -> TASK.matcher(message(t)).find());
  }

  /** The kind of exception, and the output when one was refused. */
  static String cause(Throwable e) {
    Matcher m = TASK.matcher(message(refused(e)));
    String kind = root(e).getClass().getSimpleName();
    return m.find() ? kind + " when writing to " + m.group(1) : kind;
  }

  /** Trouble that goes by itself. A corrupt record counts as such for clients, but does not go. */
  static boolean isAway(Throwable e) {
    return find(e, RetriableException.class, r -> !(r instanceof CorruptRecordException)) != null;
  }

  /** Whom to blame, without anything of what the record holds. */
  static String blame(Death death, Throwable e) {
    Throwable failed = find(e, Throwable.class, t -> RECORD.matcher(message(t)).find());
    String record = failed == null ? begin(death) : record(message(failed));
    return record + " (" + death.cause() + ")";
  }

  private static String record(String message) {
    Matcher m = RECORD.matcher(message);
    return m.find() ? place(m.group(1), m.group(2), m.group(3)) : message;
  }

  /** An output that fails is not tied to a record; all that is known is how far its task is. */
  private static String begin(Death death) {
    Map<TopicPartition, Long> committed = death.committed() == null ? Map.of() : death.committed();
    if (committed.isEmpty()) {
      return "task " + String.join(", ", death.tasks());
    }
    return committed.entrySet().stream()
        .map(e -> place(e.getKey().topic(), e.getKey().partition(), e.getValue()))
        .sorted()
        .collect(Collectors.joining(", ", "near ", ""));
  }

  private static String place(String topic, Object partition, Object offset) {
    return "topic " + topic + " partition " + partition + " offset " + offset;
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String message(@Nullable Throwable e) {
    return e == null ? "" : String.valueOf(e.getMessage());
  }

  private static <T extends Throwable> @Nullable T find(
      Throwable e, Class<T> kind, Predicate<T> wanted) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (kind.isInstance(t) && wanted.test(kind.cast(t))) {
        return kind.cast(t);
      }
    }
    return null;
  }
}
