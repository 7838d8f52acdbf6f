// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class XmlStreamTest {
  /** Java's own differ by version: 1,000 characters, 10,000 attributes, then 200. */
  @Test
  void shouldHaveNoLimitsOfItsOwn() throws XMLStreamException {
    String name = "n".repeat(1_500);
    String attributes =
        IntStream.range(0, 10_001).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());

    XMLStreamReader in = XmlStream.of("<" + name + attributes + "/>");
    in.next();

    assertThat(in.getLocalName()).isEqualTo(name);
    assertThat(in.getAttributeCount()).isEqualTo(10_001);
  }

  @Test
  void shouldResolveNothing() throws XMLStreamException {
    XMLStreamReader in = XmlStream.of("<a>&x;</a>");
    in.next();

    assertThatThrownBy(in::next).isInstanceOf(XMLStreamException.class);
  }
}
