// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/**
 * For the fuzzer: of an XPath and a document in the lines below it, both are refused or nodes are
 * selected; and what is written of the document is read as the same document.
 */
public final class XPathTarget {
  private static final int LONGEST_MESSAGE = 1_000;
  private static final Pattern PLAIN_START = Pattern.compile("<[^?!]");

  private XPathTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    int end = text.indexOf('\n');
    try {
      XPath path = XPath.of(text.substring(0, Math.max(end, 0)));
      XmlNode document = XmlReader.read(text.substring(end + 1));
      verify(document, text);
      XmlWriter.written(path.select(document));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE + text.length());
    } catch (XmlException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Not of what is left out at the start, nor of characters that are others when read again. */
  private static void verify(XmlNode document, String text) {
    String once = XmlWriter.written(List.of(document));
    boolean fromStart = once.startsWith("<?xml ") || PLAIN_START.matcher(once).lookingAt();
    if (fromStart && !text.contains("&#") && !text.contains("\r")) {
      assertThat(XmlWriter.written(List.of(XmlReader.read(once)))).isEqualTo(once);
    }
  }
}
