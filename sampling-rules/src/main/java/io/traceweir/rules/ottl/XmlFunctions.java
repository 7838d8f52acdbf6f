// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.rules.xml.XmlStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.MissingResourceException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** XML as a map of tags, attributes and children. Entities of a document are never resolved. */
final class XmlFunctions {
  static final List<Signature> ALL =
      List.of(TypeFunctions.convert("ParseXML(target)", value -> parsed(Convert.text(value))));

  private static final int MAX_DEPTH = 500;

  private XmlFunctions() {}

  /** An element that is not closed yet. */
  private static final class Open {
    private final String tag;
    private final Pairs attributes = new Pairs();
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder piece = new StringBuilder();
    private final List<@Nullable Object> children = new ArrayList<>();

    Open(XMLStreamReader in) {
      tag = local(in.getLocalName());
      for (int i = 0; i < in.getAttributeCount(); i++) {
        attributes.add(local(in.getAttributeLocalName(i)), in.getAttributeValue(i));
      }
    }

    /** Pieces of text are trimmed one by one. */
    void endPiece() {
      content.append(piece.toString().strip());
      piece.setLength(0);
    }

    Pairs closed() {
      endPiece();
      Pairs element = new Pairs();
      element.add("tag", tag);
      if (!content.isEmpty()) {
        element.add("content", content.toString());
      }
      if (attributes.size() > 0) {
        element.add("attributes", attributes);
      }
      if (!children.isEmpty()) {
        element.add("children", children);
      }
      return element;
    }

    private static String local(String name) {
      return name.substring(name.indexOf(':') + 1);
    }
  }

  private static Pairs parsed(String text) {
    try {
      XMLStreamReader in = XmlStream.of(text);
      while (in.next() != XMLStreamConstants.START_ELEMENT) {
        // comments and the like may stand in front
      }
      Pairs root = element(in);
      if (!text.endsWith(">") || in.next() != XMLStreamConstants.END_DOCUMENT) {
        throw new EvaluationException("something behind the XML");
      }
      return root;
    } catch (XMLStreamException | MissingResourceException e) {
      // the parser has no message for some mistakes in a DTD, and stumbles over that
      throw new EvaluationException("no XML");
    }
  }

  private static Pairs element(XMLStreamReader in) throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(in));
    while (true) {
      int event = in.next();
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.SPACE) {
        open.element().piece.append(in.getText());
        continue;
      }
      open.element().endPiece();
      switch (event) {
        case XMLStreamConstants.CDATA -> {
          open.element().piece.append(in.getText());
          open.element().endPiece();
        }
        case XMLStreamConstants.START_ELEMENT -> {
          open.push(new Open(in));
          if (open.size() > MAX_DEPTH) {
            throw new EvaluationException("XML that is nested too deeply");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Pairs closed = open.pop().closed();
          if (open.isEmpty()) {
            return closed;
          }
          open.element().children.add(closed);
        }
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {
          // left out
        }
        default -> throw new EvaluationException("XML with entities of its own");
      }
    }
  }
}
