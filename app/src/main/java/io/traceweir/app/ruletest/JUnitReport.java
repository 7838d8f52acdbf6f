// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.rules.testing.TestResult;
import io.traceweir.yaml.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What CI systems read: JUnit's XML. ASCII only, so that it is the same whatever character set the
 * standard output has; what XML cannot express becomes U+FFFD.
 */
public final class JUnitReport {
  private static final String ASCII = "US-ASCII";

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The whole document. */
  public static String write(SuiteResult suite) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, ASCII);
      new JUnitReport(xml).document(suite);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  private void document(SuiteResult suite) throws XMLStreamException {
    xml.writeStartDocument(ASCII, "1.0");
    begin("\n", "testsuites");
    attribute("name", "traceweir rules test");
    counts(suite.passed(), suite.failed(), suite.unusable());
    for (FileRun run : suite.files()) {
      suite(run);
    }
    end("\n");
    xml.writeEndDocument();
    xml.writeCharacters("\n");
  }

  private void counts(int passed, int failed, int errors) throws XMLStreamException {
    attribute("tests", String.valueOf(passed + failed + errors));
    attribute("failures", String.valueOf(failed));
    attribute("errors", String.valueOf(errors));
  }

  private void suite(FileRun run) throws XMLStreamException {
    begin("\n  ", "testsuite");
    attribute("name", run.file().toString());
    SuiteResult alone = new SuiteResult(List.of(run), List.of());
    counts(alone.passed(), alone.failed(), alone.unusable());
    for (TestResult result : SuiteResult.tests(run)) {
      begin("\n    ", "testcase");
      attribute("name", result.test().name());
      attribute("classname", run.file().toString());
      attribute("file", run.file().toString());
      attribute("line", String.valueOf(result.test().line()));
      if (result.passed()) {
        xml.writeEndElement();
      } else {
        failure(result);
        end("\n    ");
      }
    }
    if (run.result() == null) {
      unusable(run);
    }
    end("\n  ");
  }

  private void failure(TestResult result) throws XMLStreamException {
    begin("\n      ", "failure");
    attribute("type", "expectation");
    attribute(
        "message",
        result.differences().stream()
            .map(d -> d.key() + ": expected " + d.expected() + ", got " + d.got())
            .collect(Collectors.joining("; ")));
    xml.writeCharacters(clean(TextReport.details(result)));
    xml.writeEndElement();
  }

  private void unusable(FileRun run) throws XMLStreamException {
    begin("\n    ", "testcase");
    attribute("name", "the file can be used");
    attribute("classname", run.file().toString());
    attribute("file", run.file().toString());
    begin("\n      ", "error");
    attribute("type", "problem");
    attribute("message", run.problems().get(0).message());
    xml.writeCharacters(
        clean(run.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))));
    xml.writeEndElement();
    end("\n    ");
  }

  private void begin(String before, String element) throws XMLStreamException {
    xml.writeCharacters(before);
    xml.writeStartElement(element);
  }

  private void end(String before) throws XMLStreamException {
    xml.writeCharacters(before);
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value).replace('\n', ' '));
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isAllowed(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Char of XML 1.0. */
  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
