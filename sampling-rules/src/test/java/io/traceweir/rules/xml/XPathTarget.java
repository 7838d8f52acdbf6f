// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * For the fuzzer: of an XPath and a document in the lines below it, both are refused or nodes are
 * selected; and what is written of the document is read as the same document.
 */
public final class XPathTarget {
  private static final int LONGEST_MESSAGE = 1_000;

  private XPathTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    int end = text.indexOf('\n');
    try {
      XPath path = XPath.of(text.substring(0, Math.max(end, 0)));
      XmlNode document = XmlReader.read(text.substring(end + 1));
      verify(document);
      XmlWriter.written(path.select(document));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE + text.length());
    } catch (XmlException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void verify(XmlNode document) {
    String once = XmlWriter.written(List.of(document));
    // text in front of the first root is left out, so there is none now
    assertThat(XmlWriter.written(List.of(XmlReader.read(once)))).isEqualTo(once);
  }
}
