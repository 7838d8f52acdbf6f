// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** XPath against Java's own, with random expressions in random documents. */
class XPathModelTest {
  private static final int DOCUMENTS = 400;
  private static final int EXPRESSIONS = 40;

  @Test
  void shouldFindWhatJavaFinds() throws Exception {
    RandomXPaths random = new RandomXPaths(new Random(7), true);
    int found = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = random.document();
      Document model = model(document);
      for (int j = 0; j < EXPRESSIONS; j++) {
        String path = random.path(0);
        if (asked(path, model, XPathConstants.NODESET) instanceof NodeList nodes) {
          assertThat(own(document, path)).as("%s in %s", path, document).isEqualTo(places(nodes));
          found += nodes.getLength();
        }
      }
    }
    assertThat(found).isGreaterThan(DOCUMENTS);
  }

  @Test
  void shouldHaveTheValuesThatJavaHas() throws Exception {
    RandomXPaths random = new RandomXPaths(new Random(8), false);
    int compared = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = random.document();
      Document model = model(document);
      for (int j = 0; j < EXPRESSIONS; j++) {
        String expression = random.expression(1);
        if (asked(expression, model, XPathConstants.STRING) instanceof String wanted) {
          assertThat(value(document, expression))
              .as("%s in %s", expression, document)
              .isEqualTo(wanted);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(DOCUMENTS * EXPRESSIONS * 9 / 10);
  }

  private static String value(String document, String expression) {
    Steps steps = new Steps();
    XmlNode node = XmlReader.read(document);
    return Values.text(
        XPathParser.parsed(expression).of(new Expression.Place(node, 1, 1, steps)), steps);
  }

  /**
   * Null where Java breaks: it mixes up the parts of some unions, and cuts texts behind their end.
   */
  private static @Nullable Object asked(String path, Document document, QName type) {
    try {
      return XPathFactory.newDefaultInstance().newXPath().evaluate(path, document, type);
    } catch (XPathExpressionException | RuntimeException e) {
      return null;
    }
  }

  private static Document model(String document) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(document.getBytes(UTF_8)));
  }

  private static List<String> places(NodeList nodes) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      places.add(place(nodes.item(i)));
    }
    return places;
  }

  private static String place(Node node) {
    if (node instanceof Attr attribute) {
      return place(attribute.getOwnerElement()) + "@" + attribute.getName();
    }
    if (node.getParentNode() == null) {
      return "";
    }
    int place = 0;
    for (Node before = node.getPreviousSibling();
        before != null;
        before = before.getPreviousSibling()) {
      place++;
    }
    return place(node.getParentNode()) + "/" + place;
  }

  private static List<String> own(String document, String path) {
    return XPath.of(path).select(XmlReader.read(document)).stream()
        .map(XPathModelTest::place)
        .toList();
  }

  private static String place(XmlNode node) {
    XmlNode parent = node.parent();
    if (parent == null) {
      return "";
    }
    return place(parent)
        + (node.kind() == XmlNode.Kind.ATTRIBUTE ? "@" + node.qualified() : "/" + node.place);
  }
}
