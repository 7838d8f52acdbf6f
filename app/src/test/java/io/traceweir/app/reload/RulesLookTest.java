// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.config.RulesFile;
import io.traceweir.app.config.WatchedRules;
import io.traceweir.pipeline.LiveRules;
import io.traceweir.pipeline.LiveRules.Outcome;
import io.traceweir.pipeline.LiveRules.Reload;
import io.traceweir.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesLookTest {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final List<Reload> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  @SuppressWarnings("NullAway.Init")
  private LiveRules live;

  @SuppressWarnings("NullAway.Init")
  private RulesLook look;

  @BeforeEach
  void setUp() throws IOException {
    file = directory.resolve("rules.yaml");
    write(rules("first"));
    begin();
  }

  private void begin() {
    RulesFile.Reading reading = RulesFile.read(file);
    live = new LiveRules(Objects.requireNonNull(reading.rules()));
    look = new RulesLook(new WatchedRules(file, EVERY, reading.contents()), live, () -> now);
  }

  private static String rules(String name) {
    return "version: 1\nrules:\n  - { name: " + name + ", keep: 5% }\n";
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  /** Looks as often and as late as is asked for, until nothing is new. */
  private void look() {
    Duration next = look.look(told::add);
    now = now.plus(next);
    for (int i = 0; next.equals(SOON); i++) {
      assertThat(i).as("it settles").isLessThan(10);
      next = look.look(told::add);
      now = now.plus(next);
    }
    assertThat(next).isEqualTo(EVERY);
  }

  private String deciding() {
    return live.rules().rules().get(0).name();
  }

  private List<Outcome> outcomes() {
    return told.stream().map(Reload::outcome).toList();
  }

  @Test
  void shouldTakeWhatIsWritten() throws IOException {
    look();
    write(rules("second"));
    look();

    assertThat(deciding()).isEqualTo("second");
    assertThat(outcomes()).containsExactly(Outcome.LOADED);
    assertThat(live.since()).isEqualTo(Instant.ofEpochSecond(11));
  }

  @Test
  void shouldSayNothingWhenTheFileIsOnlyTouched() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    look();
    write(rules("first"));
    look();

    assertThat(told).isEmpty();
    assertThat(live.since()).isNull();
  }

  @Test
  void shouldTakeWhatAnEditorRenames() throws IOException {
    Path other = Files.writeString(directory.resolve("rules.yaml~"), rules("second"));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file)); // times say nothing
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    look();

    assertThat(deciding()).isEqualTo("second");
  }

  /** As a kubelet does it: the file is a link into a folder that is a link, which is swapped. */
  @Test
  void shouldFollowTheLinksOfAConfigMap() throws IOException {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    version(mount, "..1", rules("first"));
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
    file = Files.createSymbolicLink(mount.resolve("rules.yaml"), Path.of("..data", "rules.yaml"));
    begin();
    look();
    assertThat(told).isEmpty();

    version(mount, "..2", rules("second"));
    Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2"));
    Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(mount.resolve("..1").resolve("rules.yaml"));
    look();

    assertThat(deciding()).isEqualTo("second");
    assertThat(outcomes()).containsExactly(Outcome.LOADED);
  }

  private static void version(Path mount, String name, String text) throws IOException {
    Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("rules.yaml"), text);
  }

  @Test
  void shouldStayWithTheOldRulesWhileTheNewAreBadAndSaySoOnce() throws IOException {
    write(
        """
        version: 1
        rules:
          - { name: a, when: trace.eror, keep: 5 }
          - { name: b, keep: 5% }
        """);
    look();
    look();
    look();

    assertThat(deciding()).isEqualTo("first");
    assertThat(outcomes()).containsExactly(Outcome.REFUSED);
    assertThat(told.get(0).problems())
        .extracting(Problem::toString)
        .containsExactly(
            file + ":3:22: unknown field `trace.eror`, did you mean `trace.error`?",
            file + ":3:40: a percentage needs its `%`: write `5%`");

    write(rules("second"));
    look();
    assertThat(deciding()).isEqualTo("second");
    assertThat(outcomes()).containsExactly(Outcome.REFUSED, Outcome.LOADED);
  }

  @Test
  void shouldSayWhenAMistakeIsTakenBack() throws IOException {
    var before = live.rules();
    write("rules: [");
    look();
    write(rules("first"));
    look();

    assertThat(outcomes()).containsExactly(Outcome.REFUSED, Outcome.UNCHANGED);
    assertThat(live.rules()).isSameAs(before);
  }

  @Test
  void shouldStayWithTheOldRulesWhenTheFileIsGoneAndSaySoOnce() throws IOException {
    Files.delete(file);
    look();
    look();

    assertThat(deciding()).isEqualTo("first");
    assertThat(outcomes()).containsExactly(Outcome.REFUSED);
    assertThat(told.get(0).problems())
        .extracting(Problem::toString)
        .containsExactly(file + ":1:1: there is no file " + file);

    write(rules("second"));
    look();
    assertThat(deciding()).isEqualTo("second");
  }

  /** Half of a list of policies is a list of policies. */
  @Test
  void shouldWaitForTheRestOfAFileThatIsBeingWritten() throws IOException {
    String policies = "version: 1\npolicies:\n  - { name: a, type: always_sample }\n";
    write(policies);
    assertThat(look.look(told::add)).isEqualTo(SOON);
    write(policies + "  - { name: b, type: always_sample }\n");
    assertThat(look.look(told::add)).isEqualTo(SOON);
    assertThat(told).isEmpty();
    assertThat(look.look(told::add)).isEqualTo(EVERY);

    assertThat(live.rules().size()).isEqualTo(2);
    assertThat(outcomes()).containsExactly(Outcome.LOADED);
  }

  @Test
  void shouldSayNothingOfAFileThatIsGoneForAMoment() throws IOException {
    Files.delete(file);
    assertThat(look.look(told::add)).isEqualTo(SOON);
    write(rules("first"));
    assertThat(look.look(told::add)).isEqualTo(EVERY);
    look();

    assertThat(told).isEmpty();
  }

  @Test
  void shouldTakeACandidateThatChangesBesideUnchangedRules() throws IOException {
    Path next = Files.writeString(directory.resolve("next.yaml"), rules("one"));
    write("candidates: [ next.yaml ]\n" + rules("first"));
    look();
    assertThat(candidate()).isEqualTo("one");

    Files.writeString(next, rules("two"));
    look();
    assertThat(candidate()).isEqualTo("two");

    Files.writeString(next, "version: 1\nrules:\n  - { name: three, keep: 5 }\n");
    look();
    assertThat(candidate()).isEqualTo("two");
    assertThat(outcomes()).containsExactly(Outcome.LOADED, Outcome.LOADED, Outcome.REFUSED);
    assertThat(told.get(2).problems())
        .extracting(Problem::toString)
        .containsExactly(next + ":3:26: a percentage needs its `%`: write `5%`");
  }

  private String candidate() {
    return live.rules().candidates().get(0).rules().rules().get(0).name();
  }

  @Test
  void shouldWaitForACandidateThatIsNamedBeforeItIsThere() throws IOException {
    write("candidates: [ next.yaml ]\n" + rules("first"));
    look();
    assertThat(outcomes()).containsExactly(Outcome.REFUSED);

    Files.writeString(directory.resolve("next.yaml"), rules("one"));
    look();
    assertThat(outcomes()).containsExactly(Outcome.REFUSED, Outcome.LOADED);
    assertThat(candidate()).isEqualTo("one");
  }

  @Test
  void shouldLookSoonerWhenItLooksOftenAnyway() throws IOException {
    RulesFile.Reading reading = RulesFile.read(file);
    Duration often = Duration.ofMillis(50);
    look = new RulesLook(new WatchedRules(file, often, reading.contents()), live, () -> now);
    write(rules("second"));

    assertThat(look.look(told::add)).isEqualTo(often);
  }

  @Test
  void shouldPutWhatCameOfItInWords() throws IOException {
    write("rules: [");
    look();
    write(rules("second"));
    look();

    assertThat(ReloadLog.words(told.get(0)))
        .startsWith("the rule file has changed and is refused; the old rules decide:\n" + file);
    assertThat(ReloadLog.words(told.get(1)))
        .isEqualTo("other rules decide from now on: 1 rule, hash " + live.rules().hash());
  }
}
