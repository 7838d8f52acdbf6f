// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.XmlNode.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML that may have several roots and text beside them. Entities and document types of its
 * own are refused, so nothing outside of it is ever read and nothing grows.
 */
public final class XmlReader {
  private static final int MAX_LENGTH = 262_144;
  private static final int MAX_DEPTH = 500;
  private static final int MAX_ATTRIBUTES = 200;

  /** Several roots are one document's when they have a parent. */
  private static final String OPENING = "<r>";

  private static final String CLOSING = "</r>";

  /** Of a declaration, one behind the other. */
  private static final Pattern PAIR =
      Pattern.compile("\\G\\s+([A-Za-z]+)\\s*=\\s*([\"'])([A-Za-z0-9._ -]*)\\2");

  private final Deque<XmlNode> open = new ArrayDeque<>();
  private final XmlNode document = XmlNode.of(Kind.DOCUMENT, "");
  private final StringBuilder piece = new StringBuilder();

  /** Of each prefix, how many of the open elements declare it. */
  private final Map<String, Integer> declared = new HashMap<>(Map.of("xml", 1));

  private XmlReader() {
    open.push(document);
  }

  /**
   * A document; an empty one for an empty text.
   *
   * @throws XmlException when it is none, too long, or nested too deeply
   */
  public static XmlNode read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new XmlException("XML that is too long");
    }
    XmlReader reader = new XmlReader();
    String rest = reader.behindDeclaration(text);
    try {
      reader.contents(XmlStream.of(OPENING + rest + CLOSING));
    } catch (XMLStreamException e) {
      throw new XmlException("no XML");
    }
    reader.finish(text);
    return reader.document;
  }

  /** The declaration may stand at the start only, and is not left to a parser of what follows. */
  private String behindDeclaration(String text) {
    String body = text.stripLeading();
    int end = body.indexOf("?>");
    if (!body.startsWith("<?xml") || end < 0 || !Character.isWhitespace(body.charAt(5))) {
      return text;
    }
    XmlNode declaration = declaration(body.substring(5, end));
    String version = declaration.attribute("version");
    if (version != null && !version.isEmpty() && !version.equals("1.0")) {
      throw new XmlException("another version of XML");
    }
    document.add(declaration);
    return body.substring(end + 2);
  }

  private static XmlNode declaration(String pairs) {
    XmlNode declaration = XmlNode.named(Kind.DECLARATION, "xml", "");
    Matcher pair = PAIR.matcher(pairs);
    int end = 0;
    while (pair.find()) {
      if (declaration.attribute(pair.group(1)) == null) {
        declaration.addAttribute(pair.group(1), pair.group(3));
      }
      end = pair.end();
    }
    if (!pairs.substring(end).isBlank()) {
      throw new XmlException("no XML");
    }
    return declaration;
  }

  private void contents(XMLStreamReader in) throws XMLStreamException {
    in.next();
    for (int event = in.next(); event != XMLStreamConstants.END_DOCUMENT; event = in.next()) {
      if (open.isEmpty()) {
        throw new XmlException("no XML"); // an end tag too many has closed what is put around it
      }
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.SPACE) {
        piece.append(in.getText());
        continue;
      }
      endPiece();
      part(event, in);
    }
  }

  private void part(int event, XMLStreamReader in) {
    switch (event) {
      case XMLStreamConstants.CDATA -> add(XmlNode.of(Kind.CDATA, in.getText()));
      case XMLStreamConstants.COMMENT -> add(XmlNode.of(Kind.COMMENT, in.getText()));
      case XMLStreamConstants.PROCESSING_INSTRUCTION ->
          add(XmlNode.named(Kind.INSTRUCTION, in.getPITarget(), instruction(in)));
      case XMLStreamConstants.START_ELEMENT -> start(in);
      case XMLStreamConstants.END_ELEMENT -> declare(open.pop(), -1);
      default -> throw new XmlException("XML with entities of its own");
    }
  }

  private static String instruction(XMLStreamReader in) {
    return in.getPIData() == null ? "" : in.getPIData().strip();
  }

  private void start(XMLStreamReader in) {
    String name = qualified(in.getPrefix(), in.getLocalName());
    XmlNode element = XmlNode.named(Kind.ELEMENT, name, "");
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String attribute = qualified(in.getAttributePrefix(i), in.getAttributeLocalName(i));
      element.addAttribute(attribute, in.getAttributeValue(i));
    }
    add(element);
    open.push(element);
    if (open.size() > MAX_DEPTH + 1 || element.attributes.size() > MAX_ATTRIBUTES) {
      throw new XmlException("XML that is nested too deeply, or has too many attributes");
    }
    declare(element, 1);
    if (element.hasPrefix() && declared.getOrDefault(element.prefix(), 0) == 0) {
      throw new XmlException("XML with a prefix that is not declared");
    }
  }

  /** Java takes the prefixes off attributes only, when it is not to resolve them. */
  private static String qualified(@Nullable String prefix, String local) {
    boolean whole = prefix == null || prefix.isEmpty() || local.contains(":");
    return whole ? local : prefix + ":" + local;
  }

  private void declare(XmlNode element, int change) {
    for (XmlNode attribute : element.attributes) {
      if (attribute.prefix().equals("xmlns")) {
        declared.merge(attribute.name(), change, Integer::sum);
      }
    }
  }

  private void endPiece() {
    if (!piece.isEmpty()) {
      add(XmlNode.text(piece.toString()));
      piece.setLength(0);
    }
  }

  /** What stands in front of the first root or instruction, a Collector leaves out. */
  private void add(XmlNode node) {
    boolean first = open.size() == 1 && document.children.isEmpty();
    if (!first || node.isElement() || node.kind() == Kind.INSTRUCTION) {
      open.element().add(node);
    }
  }

  /** A declaration, or an instruction that comes first, stays only at the very start. */
  private void finish(String text) {
    if (document.children.stream().noneMatch(XmlNode::isElement) && !text.isBlank()) {
      throw new XmlException("no XML");
    }
    if (!document.children.isEmpty()
        && !document.children.get(0).isElement()
        && !text.startsWith("<?xml")) {
      document.children.remove(0);
    }
    number(document, 0);
  }

  private static int number(XmlNode node, int from) {
    node.order = from;
    int next = from + 1;
    for (XmlNode attribute : node.attributes) {
      attribute.order = next++;
    }
    for (int i = 0; i < node.children.size(); i++) {
      node.children.get(i).place = i;
      next = number(node.children.get(i), next);
    }
    return next;
  }
}
