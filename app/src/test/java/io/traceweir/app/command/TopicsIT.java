// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.ExitCode;
import io.traceweir.testkit.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldPlanThenMakeWhatIsMissingAndLeaveTheRest() throws IOException {
    Path config = config("a");

    Ran before = Ran.traceweir("topics", "plan", "-c", config);
    assertThat(before.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(before.out()).containsPattern("a_spans +input +broker's +missing");

    Ran create = Ran.traceweir("topics", "create", "-c", config);
    assertThat(create.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(create.out())
        .containsPattern("a_spans +input +broker's +created")
        .containsPattern("a_fragments +internal +4 +created .*LogAppendTime")
        .doesNotContain("missing");

    Ran again = Ran.traceweir("topics", "create", "-c", config);
    assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(again.out())
        .containsPattern("a_fragments +internal +4 +exists")
        .doesNotContain("created");
  }

  @Test
  void shouldNameWhatDiffersAndNotTouchIt() throws IOException {
    Path config = config("b");
    kafka.createTopic("b_fragments", 4, Map.of("retention.ms", "1000"));

    Ran create = Ran.traceweir("topics", "create", "-c", config);
    assertThat(create.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(create.out())
        .containsPattern(
            "b_fragments .*differs .*it has message.timestamp.type=CreateTime, retention.ms=1000")
        .contains(
            "refused: topic b_fragments has retention.ms=1000: ",
            "--entity-name b_fragments --add-config message.timestamp.type=LogAppendTime",
            "--entity-name b_fragments --add-config retention.ms=640000");

    Ran json = Ran.traceweir("topics", "plan", "-c", config, "-o", "json");
    assertThat(json.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(json.out()).contains("\"state\" : \"differs\"", "\"state\" : \"exists\"");
  }

  @Test
  void shouldOnlyNoteAnotherNumberOfPartitionsOfTheFragments() throws IOException {
    Path config = config("c");
    kafka.createTopic(
        "c_fragments",
        2,
        Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "86400000"));

    Ran plan = Ran.traceweir("topics", "plan", "-c", config);
    assertThat(plan.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(plan.out()).containsPattern("c_fragments .*exists .*it has 2 partitions");
  }

  @Test
  void shouldTakeATopicThatKeepsMoreThanPlanned() throws IOException {
    Path config = config("d");
    kafka.createTopic(
        "d_fragments", 4, Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1"));

    Ran plan = Ran.traceweir("topics", "plan", "-c", config);
    assertThat(plan.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(plan.out()).containsPattern("d_fragments .*exists");
  }

  private Path config(String prefix) throws IOException {
    return Files.writeString(
        directory.resolve("traceweir.yaml"),
        """
        kafka: { bootstrap_servers: "%1$s", application_id: %2$s }
        input: { spans: %2$s_spans }
        fragments: { topic: %2$s_fragments, partitions: 4 }
        sampling: { rules: [ { name: all, keep: 100%% } ] }
        """
            .formatted(kafka.bootstrapServers(), prefix));
  }
}
