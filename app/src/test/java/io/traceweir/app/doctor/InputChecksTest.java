// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.ClusterChecksTest.only;
import static io.traceweir.app.doctor.Patient.NOW;
import static io.traceweir.app.doctor.Patient.broken;
import static io.traceweir.app.doctor.Patient.record;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.trace.TraceId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputChecksTest {

  private static final String SPANS = "otlp_spans";

  @Test
  void shouldOnlyWarnOfAFewRecordsThatCannotBeRead() {
    Patient patient =
        Patient.with("")
            .sample(
                SPANS,
                record(SPANS, 0, 0, NOW, 1),
                record(SPANS, 0, 1, NOW, 2),
                broken(SPANS, "empty"));

    Finding finding = only(new EncodingCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found())
        .isEqualTo("1 of the newest 3 records of otlp_spans cannot be read: empty");
    assertThat(finding.follows()).isEqualTo("they go to otlp_dead_letters, not to any trace");
  }

  @Test
  void shouldNameTheOtherEncoding() {
    Patient patient = Patient.with("").sample(SPANS, broken(SPANS, SampledRecord.OTHER_ENCODING));

    Finding finding = only(new EncodingCheck().look(patient.it()));
    assertThat(finding.found())
        .isEqualTo("1 of the newest 1 records of otlp_spans are otlp_json, not otlp_proto");
    assertThat(finding.mend()).startsWith("Set input.encoding: otlp_json");
  }

  @Test
  void shouldTellAheadFromTooFarAhead() {
    Finding some =
        only(new TimestampsCheck().look(sampled(record(SPANS, 0, 0, NOW + 120_000, 1)).it()));
    assertThat(some.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(some.found())
        .isEqualTo(
            "1 of the newest 1 records of otlp_spans are ahead of this machine's clock, by up to 2"
                + " min");
    Finding far =
        only(new TimestampsCheck().look(sampled(record(SPANS, 0, 0, NOW + 600_000, 1)).it()));
    assertThat(far.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(far.commands())
        .containsExactly(
            "kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                + " --entity-name otlp_spans --add-config message.timestamp.type=LogAppendTime");
  }

  @Test
  void shouldNotCallSilenceBehind() {
    Patient silent =
        sampled(record(SPANS, 0, 0, NOW - 3_600_000, 1))
            .log(SPANS, 0, new LogFacts(0, 1, 1, 1, -1, -1));
    assertThat(only(new TimestampsCheck().look(silent.it())).verdict()).isEqualTo(Verdict.OK);

    Patient behind = silent.log(SPANS, 0, new LogFacts(0, 1, 2, 1, -1, -1));
    Finding finding = only(new TimestampsCheck().look(behind.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found())
        .isEqualTo("records come to otlp_spans now, but the newest says it is 1 h old");

    behind.topic(SPANS, 1, Map.of("retention.ms", "60000"));
    assertThat(only(new TimestampsCheck().look(behind.it())).verdict()).isEqualTo(Verdict.PROBLEM);
  }

  @Test
  void shouldMeasureDisorderWithinAPartition() {
    assertThat(
            TimestampsCheck.disorder(
                java.util.List.of(
                    record(SPANS, 1, 0, 50_000, 1),
                    record(SPANS, 0, 1, 10_000, 1),
                    record(SPANS, 0, 0, 30_000, 1),
                    record(SPANS, 0, 2, 29_000, 1))))
        .isEqualTo(20_000);
    Patient patient = sampled(record(SPANS, 0, 0, NOW, 1), record(SPANS, 0, 1, NOW - 31_000, 2));
    assertThat(only(new TimestampsCheck().look(patient.it())).found())
        .isEqualTo(
            "records of otlp_spans are out of order by 31 s, more than traces.decision_wait (30"
                + " s)");
  }

  @Test
  void shouldCompareSourcesThatAreWrittenTo() {
    Patient patient =
        sampled(record(SPANS, 0, 0, NOW, 1), record(SPANS, 1, 0, NOW - 400_000, 2))
            .log(SPANS, 0, new LogFacts(0, 1, 2, 0, -1, -1))
            .log(SPANS, 1, new LogFacts(0, 1, 2, 0, -1, -1));

    assertThat(new TimestampsCheck().look(patient.it()))
        .extracting(Finding::found)
        .contains(
            "otlp_spans-1 stands 6 min 40 s behind otlp_spans-0, more than traces.max_source_skew"
                + " (5 min)");
    patient.log(SPANS, 1, new LogFacts(0, 1, 1, 0, -1, -1)); // silent: holds nobody
    assertThat(only(new TimestampsCheck().look(patient.it())).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void shouldTakeAnyKeyUnlessItIsPromised() {
    assertThat(new KeysCheck().look(sampled(record(SPANS, 7, 0, NOW, 1)).it()))
        .containsExactly(Finding.skipped("input.partitioning: any takes any key"));
  }

  @Test
  void shouldTellWhichPartitionerTheKeysFollow() {
    Patient patient = keyed("sarama_compat");
    Finding finding = only(new KeysCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found())
        .matches(
            "\\d+ of the newest 50 records of otlp_spans lie in another partition than"
                + " sarama_compat chooses; all lie where murmur2 puts them");

    assertThat(only(new KeysCheck().look(keyed("murmur2").it())))
        .isEqualTo(
            Finding.ok(
                "the newest 50 records hold one trace each, are keyed by its id and lie where"
                    + " murmur2 puts them"));
  }

  private static Patient keyed(String partitioner) {
    SampledRecord[] records = new SampledRecord[50];
    for (int i = 0; i < records.length; i++) {
      byte[] key = new TraceId(0, i + 1).hex().getBytes(US_ASCII);
      records[i] = record(SPANS, KeyPartitioner.MURMUR2.partition(key, 16), i, NOW, i + 1);
    }
    return Patient.with("input: { partitioning: trace_id, partitioner: " + partitioner + " }")
        .topic(SPANS, 16, Map.of())
        .sample(SPANS, records);
  }

  @Test
  void shouldFindATraceThatIsInTwoPartitions() {
    Patient patient =
        Patient.with("input: { partitioning: trace_id, logs: otlp_logs }")
            .sample(SPANS, record(SPANS, 1, 0, NOW, 1), record(SPANS, 1, 1, NOW, 2))
            .sample("otlp_logs", record("otlp_logs", 3, 0, NOW, 1));

    Finding finding = only(new KeysCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.found())
        .isEqualTo(
            "1 of 2 traces lie in several partitions, such as 00000000000000000000000000000001 in"
                + " 1, 3");
  }

  private static Patient sampled(SampledRecord... records) {
    return Patient.with("").sample(SPANS, records);
  }
}
