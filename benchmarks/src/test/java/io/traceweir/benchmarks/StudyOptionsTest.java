// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.app.CommandException;
import io.traceweir.benchmarks.StudyOptions.Study;
import io.traceweir.benchmarks.report.Cell;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Page;
import io.traceweir.benchmarks.report.Sheet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The exit code says whether the figures mean anything. */
class StudyOptionsTest {
  @Command
  private static final class Some {
    @Mixin private StudyOptions study = new StudyOptions();
  }

  private final StringWriter out = new StringWriter();
  private final Some some = new Some();

  StudyOptionsTest() {
    new CommandLine(some).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out));
  }

  private static Sheet sheet(List<Check> wrong) {
    return new Sheet(
        "some", "Some", List.of("figure"), List.of(List.of(Cell.of(7))), List.of(), wrong);
  }

  private int run(Study study) throws Exception {
    return some.study.run(study);
  }

  @Test
  void shouldEndWell() throws Exception {
    assertThat(run(progress -> List.of(sheet(List.of())))).isZero();
    assertThat(out.toString()).contains("| 7 |");
  }

  @Test
  void shouldEndBadlyWhenWhatCameOutIsNotWhatWentIn() throws Exception {
    List<Check> lost = List.of(new Check("traces decided", 10, 9));
    assertThat(run(progress -> List.of(sheet(List.of()), sheet(lost)))).isEqualTo(1);
    assertThat(out.toString()).contains("traces decided: 9, expected 10");
  }

  @Test
  void shouldTellMistakesOfTheUserFromTrouble() {
    assertThatThrownBy(
            () ->
                run(
                    progress -> {
                      throw new IllegalArgumentException("--rounds must be at least 1, not 0");
                    }))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage("--rounds must be at least 1, not 0");
    assertThatThrownBy(
            () ->
                run(
                    progress -> {
                      throw new IllegalStateException("the pipeline failed");
                    }))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(1));
  }

  /** The page in the repository has a place for every table. */
  @Test
  void shouldFindAPlaceForEachTable() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "benchmarks.md"));
    Page.check(page, Everything.SHEETS);
  }
}
