// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XPaths and documents that are made to take long, and those that are wrong. */
class XPathBoundsTest {
  private static final XmlNode FLAT =
      XmlReader.read("<a>" + "<b c='1'>some text</b>".repeat(10_000) + "</a>");
  private static final XmlNode DEEP =
      XmlReader.read("<a>".repeat(499) + "x".repeat(200_000) + "</a>".repeat(499));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//*[//*]",
        "//*[count(//*[count(//*) > 1]) > 1]",
        "//b/following::*",
        "//b/preceding-sibling::*[last()]",
        "//b[. = //b]",
        "//b[//b < 0]",
        "//b[matches(/, '(a.{0,200}){3}')]",
        "//b[translate(/, 'abcdefghijklmnopqrstuvwxyz', '') = '']",
      })
  @Timeout(5)
  void shouldEndWithoutAResult(String path) {
    XPath xPath = XPath.of(path);
    assertThatThrownBy(() -> xPath.select(FLAT)).isInstanceOf(XmlException.class);
  }

  /** Java looks for a text at each place, and reads a number as long as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//a[contains(., @x)]",
        "//a[substring-before(., @x) = 'b']",
        "//a[contains(., @x) or contains(., @x) or contains(., @x) or contains(., @x)]",
        "/o[limit < item]",
        "//limit[. < ../item]",
      })
  @Timeout(5)
  void shouldCountLongTextsAsLong(String path) {
    XmlNode document =
        XmlReader.read(
            "<o><a x='"
                + "a".repeat(60_000)
                + "b'>"
                + "a".repeat(120_000)
                + "</a><limit>"
                + "1".repeat(50_000)
                + "</limit>"
                + "<item/>".repeat(2_000)
                + "</o>");
    assertThatThrownBy(() -> XPath.of(path).select(document))
        .hasMessageContaining("too many steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//*[.]",
        "//*[string-length() > 1]",
        "//*[concat(., ., ., ., ., ., ., .) = '']",
        "//*[normalize-space() = lower-case(.)]",
      })
  @Timeout(5)
  void shouldEndInDeepDocumentsToo(String path) {
    try {
      assertThat(XPath.of(path).select(DEEP)).hasSizeLessThan(500);
    } catch (XmlException e) {
      assertThat(e).hasMessageContaining("too many steps");
    }
  }

  @Test
  void shouldNotSelectOrWriteTooMuch() {
    XmlNode many = XmlReader.read("<a>" + "<b/>".repeat(10_001) + "</a>");
    assertThatThrownBy(() -> XPath.of("//b").select(many)).hasMessageContaining("too many nodes");
    List<XmlNode> nested = XPath.of("//*").select(DEEP);
    assertThatThrownBy(() -> XmlWriter.written(nested)).hasMessageContaining("too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>",
        "a",
        "</r><r>",
        "<a/></r><r>",
        "<a/></r><!--x-->",
        "</r><?p?>",
        "</r>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a><a/>",
        "<a>&x;</a>",
        "<x:a/>",
        "<a xmlns:x='u'/><x:a/>",
        "<?xml version='1.1'?><a/>",
        "<?xml ver,sion='1.0'?><a/>",
        "<?xml version='1.0' encoding=?><a/>",
        "<a b='1' b='2'/>",
        "<a>]]></a>",
      })
  void shouldRefuseWhatIsNoPlainXml(String text) {
    assertThatThrownBy(() -> XmlReader.read(text)).isInstanceOf(XmlException.class);
  }

  @Test
  void shouldRefuseMoreThanIsLookedAt() {
    String attributes = "";
    for (int i = 0; i <= 200; i++) {
      attributes += " a" + i + "=''";
    }
    for (String text :
        List.of(
            "<a>".repeat(501) + "</a>".repeat(501),
            "<a>" + "x".repeat(262_144) + "</a>",
            "<a" + attributes + "/>")) {
      assertThatThrownBy(() -> XmlReader.read(text)).isInstanceOf(XmlException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ at character 1 of the XPath: it ends too early",
        "! ~ at character 1 of the XPath: nothing can begin with `!`",
        "/a[ ~ at character 4 of the XPath: it ends too early",
        "/a] ~ at character 3 of the XPath: unexpected `]`",
        "$x ~ at character 1 of the XPath: there are no variables",
        "//up::a ~ at character 3 of the XPath: there is no axis `up`",
        "a[find(b)] ~ at character 3 of the XPath: there is no function `find`",
        "a[not()] ~ at character 3 of the XPath: `not` has another number of arguments",
        "a[matches(., b)] ~ at character 3 of the XPath: `matches` takes a text and a pattern in"
            + " quotes",
        "a['b] ~ at character 3 of the XPath: the text has no end",
        "a/count(b) ~ at character 9 of the XPath: unexpected `b`",
        "a/text('b') ~ at character 3 of the XPath: `text` takes no argument",
      })
  void shouldSayWhereItIsWrong(String path, String message) {
    assertThatThrownBy(() -> XPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shouldRefuseLongAndNestedOnes() {
    assertThatThrownBy(() -> XPath.of("a".repeat(1_001))).hasMessageContaining("1000 characters");
    assertThatThrownBy(() -> XPath.of("(".repeat(31) + "a" + ")".repeat(31)))
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> XPath.of("a[matches(., '((a{100}){100}){100}')]"))
        .hasMessageContaining("too large");
  }
}
