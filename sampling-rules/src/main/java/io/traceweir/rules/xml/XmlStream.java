// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Java's parser of XML, set up so that it reads its text only, and the same in any version of Java:
 * without document types and entities, and without limits of its own, so callers have to have some.
 */
public final class XmlStream {
  private static final XMLInputFactory FACTORY = factory();

  private XmlStream() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    // a piece of its own, also beside other text
    factory.setProperty("http://java.sun.com/xml/stream/properties/report-cdata-event", true);
    factory.setProperty("jdk.xml.maxElementDepth", "0");
    factory.setProperty("jdk.xml.elementAttributeLimit", "0");
    factory.setProperty("jdk.xml.maxXMLNameLimit", "0");
    return factory;
  }

  /** What is in a text, from its beginning; names with their prefix. */
  public static XMLStreamReader of(String text) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(new StringReader(text));
  }
}
