// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.ExitCode;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** JUnit's XML, read by a stranger. */
class RulesTestReportTest {
  private static final String ODD_NAME = "<a> & 'b' \"c\" ]]> é 🚀";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private Document report(String tests, int exitCode) throws Exception {
    Files.writeString(
        directory.resolve("rules.yaml"), "version: 1\nrules: [ { name: \"a<b>&c\", keep: 5% } ]\n");
    Path file = Files.writeString(directory.resolve("rules_test.yaml"), tests);
    Ran ran = Ran.traceweir("rules", "test", "--output", "junit", file);
    assertThat(ran.exitCode()).isEqualTo(exitCode);
    assertThat(ran.out().chars()).allMatch(c -> c < 128);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(ran.out())));
  }

  private static Element first(Document report, String name) {
    NodeList all = report.getElementsByTagName(name);
    assertThat(all.getLength()).as(name).isPositive();
    return (Element) all.item(0);
  }

  @Test
  void shouldReadBackWhateverTheNamesAre() throws Exception {
    String quoted = ODD_NAME.replace("\"", "\\\"");
    Document report =
        report(
            "tests:\n"
                + ("  \"" + quoted + "\": { trace: \"a \\\"x\\\\u0001 <y>\\\"\", keep: 6% }\n")
                + "  fine: { trace: a b, rule: \"a<b>&c\" }\n",
            ExitCode.FINDINGS);
    Element suites = report.getDocumentElement();
    Element test = first(report, "testcase");
    Element failure = first(report, "failure");

    assertThat(suites.getAttribute("tests")).isEqualTo("2");
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    assertThat(suites.getAttribute("errors")).isEqualTo("0");
    assertThat(test.getAttribute("name")).isEqualTo(ODD_NAME);
    assertThat(test.getAttribute("file")).endsWith("rules_test.yaml");
    assertThat(test.getAttribute("line")).isEqualTo("2");
    assertThat(failure.getAttribute("message")).isEqualTo("keep: expected 6%, got 5%");
    assertThat(failure.getTextContent())
        .contains("- keep: 6%\n+ keep: 5%\n", "`a<b>&c` takes what", "root a x\uFFFD <y>");
    assertThat(report.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void shouldReportAFileThatCannotBeUsedAsAnError() throws Exception {
    Document report = report("tests: { a: { trace: a, rule: \"<x>\" } }\n", ExitCode.FINDINGS);

    assertThat(report.getDocumentElement().getAttribute("errors")).isEqualTo("1");
    assertThat(report.getDocumentElement().getAttribute("tests")).isEqualTo("1");
    assertThat(first(report, "error").getTextContent())
        .contains("rules_test.yaml:1:22: a span has a service and a name");
  }
}
