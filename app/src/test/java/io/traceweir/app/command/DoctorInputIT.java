// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static io.traceweir.testkit.Traces.trace;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.app.ExitCode;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The doctor with records in the input that are not what they should be. */
class DoctorInputIT extends DoctorOnKafka {
  @Test
  void shouldSayWhatIsInTheInputInsteadOfRequests() throws Exception {
    Path config = config("odd", "input: { spans: [ odd_json, odd_logs, odd_junk ] }");
    create(config);
    byte[] json = OtlpJson.toJson(trace("j").root("GET /").request()).getBytes(UTF_8);
    write("odd_json", null, null, json);
    write(
        "odd_logs",
        null,
        null,
        trace("l")
            .root("GET /")
            .log(SeverityNumber.SEVERITY_NUMBER_INFO, "secret")
            .logs()
            .toByteArray());
    write("odd_junk", null, null, "no such thing, and secret".getBytes(UTF_8));

    Ran text = doctor(config);

    assertThat(text.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(text.out()).doesNotContain("secret");
    assertThat(found(json(config), "input.encoding"))
        .containsExactly(
            "1 of the newest 1 records of odd_json are otlp_json, not otlp_proto",
            "1 of the newest 1 records of odd_logs hold logs, not spans",
            "1 of the newest 1 records of odd_junk cannot be read: truncated_or_not_protobuf");
  }

  @Test
  void shouldLookAtTheNewestRecordsOnly() throws Exception {
    Path config = config("newest", "input: { spans: newest_spans }");
    kafka.createTopic("newest_spans", 1, Map.of());
    create("newest");
    for (int i = 0; i < 230; i++) {
      byte[] value = trace("n" + i).root("GET /").request().toByteArray();
      write("newest_spans", 0, null, i < 30 ? new byte[] {1} : value);
    }

    assertThat(found(json(config), "input.encoding"))
        .containsExactly("the newest 200 records are otlp_proto");
    assertThat(found(json(config, "--sample", "201"), "input.encoding"))
        .singleElement()
        .asString()
        .startsWith("1 of the newest 201 records of newest_spans cannot be read: ");
  }

  @Test
  void shouldDoubtTimesThatCannotBe() throws Exception {
    Path config = config("time", "input: { spans: [ time_ahead, time_mixed ] }");
    create(config);
    long now = CLOCK.millis();
    Duration year = Duration.ofDays(365);
    byte[] request = trace("t").root("GET /").request().toByteArray();
    write("time_ahead", 0, now + Duration.ofMinutes(30).toMillis(), null, request);
    write("time_mixed", 0, now, null, request);
    write("time_mixed", 0, now - year.toMillis(), null, request);

    JsonNode json = json(config);

    assertThat(verdict(json, "input.timestamps")).isEqualTo("problem");
    assertThat(found(json, "input.timestamps"))
        .anyMatch(
            found ->
                found.matches(
                    "1 of the newest 1 records of time_ahead are ahead of this machine's clock, by"
                        + " up to (29|30) min.*"))
        .contains(
            "records of time_mixed are out of order by 365 d, more than traces.decision_wait (30"
                + " s)");
  }

  @Test
  void shouldVerifyKeysWhereTheInputIsKeyedByTrace() throws Exception {
    Path config =
        config("keys", "input: { spans: keys_spans, logs: keys_logs, partitioning: trace_id }");
    kafka.createTopic("keys_spans", 8, Map.of("message.timestamp.type", "LogAppendTime"));
    kafka.createTopic("keys_logs", 8, Map.of("message.timestamp.type", "LogAppendTime"));
    create("keys");
    for (int i = 0; i < 40; i++) {
      TraceBuilder trace =
          trace("k" + i).root("GET /").log(SeverityNumber.SEVERITY_NUMBER_INFO, "x");
      byte[] key = trace.traceId().getBytes(UTF_8);
      int sarama = KeyPartitioner.SARAMA_COMPAT.partition(key, 8);
      write("keys_spans", sarama, trace.traceId(), trace.request().toByteArray());
    }
    assertThat(found(json(config), "input.keys"))
        .containsExactly(
            "the newest 40 records hold one trace each, are keyed by its id and lie where"
                + " sarama_compat puts them");

    for (int i = 0; i < 40; i++) {
      TraceBuilder trace =
          trace("k" + i).root("GET /").log(SeverityNumber.SEVERITY_NUMBER_INFO, "x");
      int murmur = KeyPartitioner.MURMUR2.partition(trace.traceId().getBytes(UTF_8), 8);
      write("keys_logs", murmur, trace.traceId(), trace.logs().toByteArray());
    }
    TraceBuilder one = trace("one").root("GET /");
    write("keys_spans", 0, null, one.request().toByteArray());
    write("keys_spans", 0, "checkout", one.request().toByteArray());
    write("keys_spans", 0, one.traceId(), Traces.spans(one, trace("two").root("x")).toByteArray());
    JsonNode json = json(config);
    assertThat(found(json, "input.keys"))
        .contains(
            "1 of the newest 43 records of keys_spans have no key",
            "1 of the newest 43 records of keys_spans have a key that is not the trace id in 32 hex"
                + " digits",
            "1 of the newest 43 records of keys_spans hold more than one trace")
        .anyMatch(
            found ->
                found.matches(
                    "\\d+ of the newest 40 records of keys_logs lie in another partition than"
                        + " sarama_compat chooses; all lie where murmur2 puts them"))
        .anyMatch(
            found ->
                found.matches(
                    "\\d+ of 42 traces lie in several partitions, such as [0-9a-f]{32} in .*"));
    assertThat(verdict(json, "input.keys")).isEqualTo("problem");
  }
}
