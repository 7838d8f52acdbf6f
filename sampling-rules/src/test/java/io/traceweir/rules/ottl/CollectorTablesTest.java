// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.trace.AttributeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions with the results that a Collector's own tests want. */
class CollectorTablesTest {
  private static final Path TABLES = Path.of("src", "test", "resources", "ottl");

  @ParameterizedTest
  @MethodSource
  void shouldChangeXml(List<String> row) throws OttlException {
    StringBuilder call = new StringBuilder(row.get(0)).append('(').append(quoted(row.get(1)));
    String second = row.get(0).startsWith("Insert") ? "sub_document" : "element_name";
    call.append(row.get(2).isEmpty() ? "" : ", x_path=" + quoted(row.get(2)));
    call.append(row.get(3).isEmpty() ? "" : ", " + second + "=" + quoted(row.get(3)));
    verify(call.append(')').toString(), row.get(4), quoted(row.get(4)));
  }

  static Stream<List<String>> shouldChangeXml() throws IOException {
    return rows("xml.tsv");
  }

  @ParameterizedTest
  @MethodSource
  void shouldReadXmlAsAMap(List<String> row) throws OttlException {
    verify("ParseSimplifiedXML(" + quoted(row.get(0)) + ")", row.get(1), row.get(1));
  }

  static Stream<List<String>> shouldReadXmlAsAMap() throws IOException {
    return rows("simplified-xml.tsv");
  }

  @ParameterizedTest
  @MethodSource
  void shouldKnowUserAgents(List<String> row) throws OttlException {
    String wanted =
        "{\"user_agent.original\": "
            + quoted(row.get(0))
            + ", \"user_agent.name\": "
            + quoted(row.get(1))
            + ", \"user_agent.version\": "
            + quoted(row.get(2))
            + ", \"os.name\": "
            + quoted(row.get(3))
            + (row.get(4).isEmpty() ? "" : ", \"os.version\": " + quoted(row.get(4)))
            + "}";
    verify("UserAgent(" + quoted(row.get(0)) + ")", "", wanted);
  }

  static Stream<List<String>> shouldKnowUserAgents() throws IOException {
    return rows("user-agents.tsv");
  }

  @Test
  void shouldLookAtTheStartOfALongUserAgentOnly() throws OttlException {
    String early = " curl/7.81.0 " + "x".repeat(1_000);
    String late = "x".repeat(1_000) + " curl/7.81.0";

    verify("UserAgent(" + quoted(early) + ")[\"user_agent.name\"]", "", "\"curl\"");
    verify("UserAgent(" + quoted(late) + ")[\"user_agent.name\"]", "", "\"Other\"");
    verify("UserAgent(" + quoted(late) + ")[\"user_agent.original\"]", "", quoted(late));
    verify("[UserAgent(5)]", "no result", "");
  }

  private static void verify(String call, String result, String wanted) throws OttlException {
    if (result.equals("no result")) {
      assertThat(answer(call + " == nil")).isEqualTo("no result");
    } else {
      assertThat(answer(call + " == " + wanted)).isEqualTo("true");
    }
  }

  private static String answer(String condition) throws OttlException {
    OttlCondition.Asked asked =
        OttlCondition.read(condition, OttlCondition.Subject.SPAN).bind(new AttributeNames());
    try {
      return Boolean.toString(asked.holds(new Scene()));
    } catch (EvaluationException e) {
      return "no result";
    }
  }

  private static Stream<List<String>> rows(String table) throws IOException {
    return Files.readAllLines(TABLES.resolve(table)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split("\t", -1)));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
