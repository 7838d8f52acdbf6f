// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.Patient.NOW;
import static io.traceweir.app.doctor.Patient.record;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused at start of what the doctor finds. */
class KeyVerdictTest {
  private static final String SPANS = "otlp_spans";
  private static final String LOGS = "otlp_logs";
  private static final int PARTITIONS = 16;
  private static final List<String> NO_DOOR = List.of();
  private static final List<String> DOOR = List.of(SPANS, LOGS);

  /** Ways to key a record of one trace wrongly. */
  enum Wrong {
    NO_KEY("have no key"),
    OTHER_KEY("have a key that is not the trace id in 32 hex digits"),
    SEVERAL_TRACES("hold more than one trace");

    private final String words;

    Wrong(String words) {
      this.words = words;
    }

    SampledRecord of(long id) {
      SampledRecord right = record(SPANS, 0, id, NOW, id);
      List<SampledRecord.Part> parts = new ArrayList<>(right.parts());
      if (this == SEVERAL_TRACES) {
        parts.add(new SampledRecord.Part(new TraceId(1, id), 1, 900, false));
      }
      return new SampledRecord(
          right.place(),
          right.timestamp(),
          right.bytes(),
          this != NO_KEY,
          this == SEVERAL_TRACES ? right.key() : null,
          parts,
          "");
    }
  }

  private static List<SampledRecord> times(int count, LongFunction<SampledRecord> each) {
    return LongStream.rangeClosed(1, count).mapToObj(each).toList();
  }

  private static LongFunction<SampledRecord> by(KeyPartitioner partitioner, String topic) {
    return id -> {
      byte[] key = new TraceId(0, id).hex().getBytes(US_ASCII);
      return record(topic, partitioner.partition(key, PARTITIONS), id, NOW, id);
    };
  }

  /** Those that the two partitioners would put into the same partition are left out. */
  private static List<SampledRecord> telling(int count, KeyPartitioner partitioner, String topic) {
    return LongStream.iterate(1, id -> id + 1)
        .filter(
            id ->
                by(KeyPartitioner.MURMUR2, topic).apply(id).place().partition()
                    != by(KeyPartitioner.SARAMA_COMPAT, topic).apply(id).place().partition())
        .limit(count)
        .mapToObj(by(partitioner, topic))
        .toList();
  }

  private static TopicKeys keys(String topic, Collection<SampledRecord> sample) {
    return TopicKeys.of(topic, List.copyOf(sample), PARTITIONS, KeyPartitioner.SARAMA_COMPAT);
  }

  private static KeyVerdict verdict(List<String> doors, TopicKeys... topics) {
    return new KeyVerdict(List.of(topics), doors);
  }

  private static List<SampledRecord> with(List<SampledRecord> some, SampledRecord more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void shouldRefuseATopicWithoutASingleRightKey(Wrong wrong) {
    assertThat(verdict(NO_DOOR, keys(SPANS, times(20, wrong::of))).refusals())
        .singleElement()
        .asString()
        .startsWith(
            "with input.partitioning: trace_id each record needs the id of its one trace as its"
                + " key, but not one of topic otlp_spans has it: 20 of the newest 20 records of"
                + " otlp_spans "
                + wrong.words
                + ". So traces are split over partitions");
  }

  @Test
  void shouldSayAllThatIsWrongInOneSentence() {
    List<SampledRecord> sample = new ArrayList<>(times(30, Wrong.NO_KEY::of));
    sample.addAll(times(10, Wrong.OTHER_KEY::of));

    assertThat(verdict(NO_DOOR, keys(SPANS, sample)).refusals())
        .containsExactly(
            "with input.partitioning: trace_id each record needs the id of its one trace as its"
                + " key, but not one of topic otlp_spans has it: 30 of the newest 40 records of"
                + " otlp_spans have no key, 10 of the newest 40 records of otlp_spans have a key"
                + " that is not the trace id in 32 hex digits. So traces are split over partitions,"
                + " and decided in parts. In the Collector's kafka exporter set"
                + " partition_traces_by_id: true (and partition_logs_by_trace_id: true), or here"
                + " input.partitioning: any. One of the next records that is keyed by its trace id"
                + " lifts this refusal; `traceweir doctor --config FILE` looks at the keys again");
  }

  @Test
  void shouldRefuseEachTopicForItself() {
    TopicKeys right = keys(SPANS, times(200, by(KeyPartitioner.SARAMA_COMPAT, SPANS)));
    TopicKeys wrong = keys(LOGS, times(20, Wrong.NO_KEY::of));

    assertThat(verdict(NO_DOOR, right, wrong).refusals())
        .singleElement()
        .asString()
        .contains("topic otlp_logs");
    assertThat(verdict(NO_DOOR, wrong, wrong).refusals()).hasSize(2);
  }

  @Test
  void shouldOnlySayWhatSomeSendersDo() {
    List<SampledRecord> sample =
        with(times(199, Wrong.NO_KEY::of), by(KeyPartitioner.SARAMA_COMPAT, SPANS).apply(1000));
    KeyVerdict mixture = verdict(NO_DOOR, keys(SPANS, sample));

    assertThat(mixture.refusals()).isEmpty();
    assertThat(mixture.findings())
        .extracting(Finding::found)
        .containsExactly("199 of the newest 200 records of otlp_spans have no key");
  }

  @Test
  void shouldTakeTooFewForNoProof() {
    assertThat(verdict(NO_DOOR, keys(SPANS, times(19, Wrong.NO_KEY::of))).refusals()).isEmpty();
    assertThat(verdict(NO_DOOR, keys(SPANS, List.of())).refusals()).isEmpty();
    assertThat(verdict(DOOR, keys(SPANS, telling(19, KeyPartitioner.MURMUR2, SPANS))).refusals())
        .isEmpty();
  }

  @Test
  void shouldNotCountWhatHoldsNoTrace() {
    List<SampledRecord> sample =
        times(100, id -> id < 20 ? Wrong.NO_KEY.of(id) : Patient.broken(SPANS, "empty"));

    assertThat(verdict(NO_DOOR, keys(SPANS, sample)).refusals()).isEmpty();
  }

  @Test
  void shouldRefuseTopicsThatAreHashedInDifferentWays() {
    TopicKeys spans = keys(SPANS, telling(40, KeyPartitioner.SARAMA_COMPAT, SPANS));
    TopicKeys logs = keys(LOGS, telling(20, KeyPartitioner.MURMUR2, LOGS));

    KeyVerdict verdict = verdict(NO_DOOR, spans, logs);

    assertThat(verdict.refusals())
        .containsExactly(
            "with input.partitioning: trace_id all records of a trace have to be in the same"
                + " partition, but 20 of the newest 20 records of otlp_logs lie in another"
                + " partition than sarama_compat chooses; all lie where murmur2 puts them, while"
                + " those of otlp_spans lie where sarama_compat puts them. So traces are split over"
                + " partitions, and decided in parts. Let all senders hash keys in the same way, or"
                + " set input.partitioning: any. One of the next records that is where"
                + " sarama_compat puts it lifts this refusal; `traceweir doctor --config FILE`"
                + " looks at the keys again");
    assertThat(verdict.findings()).extracting(Finding::verdict).containsExactly(Verdict.PROBLEM);
  }

  @Test
  void shouldOnlyWarnOfAPartitionerThatAllSendersAgreeOn() {
    KeyVerdict alike =
        verdict(
            NO_DOOR,
            keys(SPANS, telling(200, KeyPartitioner.MURMUR2, SPANS)),
            keys(LOGS, telling(200, KeyPartitioner.MURMUR2, LOGS)));

    assertThat(alike.refusals()).isEmpty();
    assertThat(alike.findings())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WARNING, Verdict.WARNING);
  }

  @Test
  void shouldNotRefuseWhereOneRecordOfATopicIsHashedAsConfigured() {
    SampledRecord one = telling(1, KeyPartitioner.SARAMA_COMPAT, LOGS).get(0);
    TopicKeys spans = keys(SPANS, telling(40, KeyPartitioner.SARAMA_COMPAT, SPANS));
    TopicKeys logs = keys(LOGS, with(telling(199, KeyPartitioner.MURMUR2, LOGS), one));

    assertThat(verdict(DOOR, spans, logs).refusals()).isEmpty();
    assertThat(verdict(DOOR, logs, spans).findings())
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PROBLEM);
  }

  @Test
  void shouldRefuseADoorThatHashesAsNobodyElse() {
    KeyVerdict door = verdict(DOOR, keys(SPANS, telling(30, KeyPartitioner.MURMUR2, SPANS)));

    assertThat(door.refusals())
        .singleElement()
        .asString()
        .contains(
            "30 of the newest 30 records of otlp_spans lie in another partition than sarama_compat"
                + " chooses; all lie where murmur2 puts them, while the OTLP door writes where"
                + " sarama_compat puts them. So traces are split over partitions, and decided in"
                + " parts. Set input.partitioner: murmur2 when all senders hash like that");
  }

  @Test
  void shouldLetADoorGoOnThatWroteWithoutKeysBefore() {
    List<SampledRecord> sample = new ArrayList<>(times(200, Wrong.NO_KEY::of));

    assertThat(verdict(DOOR, keys(SPANS, sample)).refusals()).isEmpty();
    assertThat(verdict(List.of(LOGS), keys(SPANS, sample)).refusals()).hasSize(1);

    sample.addAll(times(20, Wrong.OTHER_KEY::of)); // those it never writes
    assertThat(verdict(DOOR, keys(SPANS, sample)).refusals()).hasSize(1);
  }

  @Test
  void shouldKnowWhereTheDoorWrites() {
    var input =
        Patient.with("input: { spans: [ s1, s2 ], logs: [ l1, l2 ], partitioning: trace_id }")
            .it()
            .settings()
            .input();

    assertThat(KeyVerdict.doors(input, true)).containsExactly("s1", "l1");
    assertThat(KeyVerdict.doors(input, false)).isEmpty();
  }
}
