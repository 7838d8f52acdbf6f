// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTest {
  private static final Check LOST = new Check("full: traces decided", 1000, 999);

  private static Sheet sheet(String id, List<Check> wrong) {
    return new Sheet(
        id,
        "What it takes",
        List.of("variant", "CPU µs/span"),
        List.of(
            List.of(Cell.of("full"), Cell.of(new Spread(2, 1, 3), 1)),
            List.of(Cell.of("none"), Cell.of(Double.NaN, 1))),
        List.of("A note."),
        wrong);
  }

  @Test
  void shouldWriteATable() {
    assertThat(SheetText.write(List.of(sheet("a", List.of()))))
        .isEqualTo(
            """
            ### What it takes

            | variant | CPU µs/span |
            | --- | --- |
            | full | 2.0 (1.0 to 3.0) |
            | none | NaN |

            A note.
            """);
  }

  @Test
  void shouldSayWhatCameOutWrong() throws Exception {
    Sheet wrong = sheet("a", List.of(LOST));
    assertThat(wrong.isRight()).isFalse();
    assertThat(SheetText.write(List.of(wrong)))
        .contains("**WRONG**: full: traces decided: 999, expected 1,000");
    JsonNode json = new ObjectMapper().readTree(SheetJson.write(List.of(wrong)));
    assertThat(json.at("/verified").asBoolean(true)).isFalse();
    assertThat(json.at("/a/wrong/0/found").asInt()).isEqualTo(999);
  }

  @Test
  void shouldWriteNumbersForPrograms() throws Exception {
    JsonNode json = new ObjectMapper().readTree(SheetJson.write(List.of(sheet("a", List.of()))));
    assertThat(json.at("/verified").asBoolean()).isTrue();
    assertThat(json.at("/a/rows/0/variant").asText()).isEqualTo("full");
    assertThat(json.at("/a/rows/0/CPU µs~1span").asDouble()).isEqualTo(2);
    assertThat(json.at("/a/rows/1/CPU µs~1span").isNull()).isTrue();
  }

  @Test
  void shouldRefuseARowThatDoesNotFit() {
    assertThatThrownBy(
            () ->
                new Sheet(
                    "a",
                    "t",
                    List.of("one", "two"),
                    List.of(List.of(Cell.of(1))),
                    List.of(),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReplaceTheTablesOfAPageAndNothingElse() {
    String page =
        "# Figures\n<!-- measured: a -->\nold\n<!-- end -->\ntext\n<!-- measured: b --><!-- end -->\n";
    String filled = Page.fill(page, List.of(sheet("b", List.of()), sheet("a", List.of())));
    assertThat(filled)
        .startsWith("# Figures\n<!-- measured: a -->\n\n| variant")
        .doesNotContain("old")
        .contains("\n<!-- end -->\ntext\n<!-- measured: b -->\n\n| variant")
        .endsWith("A note.\n\n<!-- end -->\n");
    assertThat(Page.fill(filled, List.of(sheet("a", List.of())))).isEqualTo(filled);
  }

  @Test
  void shouldRefuseAPageWithoutAPlace() {
    assertThatThrownBy(() -> Page.check("<!-- measured: a -->\n<!-- end -->", List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<!-- measured: b -->");
    assertThatThrownBy(() -> Page.check("<!-- measured: a -->\n", List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
