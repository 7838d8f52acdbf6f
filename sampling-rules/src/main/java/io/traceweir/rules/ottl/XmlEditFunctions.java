// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.rules.xml.XPath;
import io.traceweir.rules.xml.XmlException;
import io.traceweir.rules.xml.XmlNode;
import io.traceweir.rules.xml.XmlReader;
import io.traceweir.rules.xml.XmlWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** XML as another XML: parts of it that an XPath selects are taken out, added or changed. */
final class XmlEditFunctions {
  static final List<Signature> ALL =
      List.of(
          Signature.of("GetXML(target, xPath:TEXT)", XmlEditFunctions::get),
          Signature.of("InsertXML(target, xPath:TEXT, subDocument)", XmlEditFunctions::insert),
          Signature.of("RemoveXML(target, xPath:TEXT)", XmlEditFunctions::remove),
          Signature.of(
              "ConvertAttributesToElementsXML(target, xPath:TEXT?)",
              XmlEditFunctions::attributesToElements),
          Signature.of(
              "ConvertTextToElementsXML(target, xPath:TEXT?, elementName:TEXT?)",
              XmlEditFunctions::textToElements));

  private XmlEditFunctions() {}

  /** Changes a document that was read for it. */
  private interface Edit {
    /** What is to be written. */
    List<XmlNode> of(XmlNode document, List<XmlNode> selected, Scene scene);
  }

  private static Value edited(Arguments arguments, String everything, Edit edit) {
    Value target = arguments.value(0);
    String path = arguments.text(1, everything);
    XPath xPath = XPath.of(path.isEmpty() ? everything : path);
    return scene -> {
      try {
        XmlNode document = XmlReader.read(Convert.text(target.of(scene)));
        return XmlWriter.written(edit.of(document, xPath.select(document), scene));
      } catch (XmlException e) {
        throw new EvaluationException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static Value get(Arguments arguments) {
    return edited(
        arguments,
        "",
        (document, selected, scene) -> {
          List<XmlNode> found = new ArrayList<>();
          for (XmlNode node : selected) {
            switch (node.kind()) {
              case ELEMENT, TEXT -> found.add(node);
              case ATTRIBUTE, CDATA -> found.add(XmlNode.text(node.data()));
              default -> {
                // a Collector leaves it out
              }
            }
          }
          return found;
        });
  }

  private static Value insert(Arguments arguments) {
    Value subDocument = arguments.value(2);
    return edited(
        arguments,
        "",
        (document, selected, scene) -> {
          XmlNode inserted = XmlReader.read(Convert.text(subDocument.of(scene)));
          for (XmlNode node : selected) {
            if (!node.isElement() && node.kind() != XmlNode.Kind.DOCUMENT) {
              throw new EvaluationException("an XPath that selects what is no element");
            }
            node.children().add(inserted);
          }
          return document.children();
        });
  }

  private static Value remove(Arguments arguments) {
    return edited(
        arguments,
        "",
        (document, selected, scene) -> {
          for (XmlNode node : selected) {
            switch (node.kind()) {
              case ELEMENT, TEXT, CDATA, COMMENT -> node.remove();
              case ATTRIBUTE -> removeAttribute(node);
              default -> {
                // a Collector leaves it there
              }
            }
          }
          return document.children();
        });
  }

  /** One with a prefix stays, as a Collector looks for its name without that. */
  private static void removeAttribute(XmlNode attribute) {
    if (!attribute.hasPrefix()) {
      attribute.remove();
    }
  }

  private static Value attributesToElements(Arguments arguments) {
    return edited(
        arguments,
        "//@*",
        (document, selected, scene) -> {
          for (XmlNode node : selected) {
            XmlNode parent = node.parent();
            if (node.kind() == XmlNode.Kind.ATTRIBUTE && parent != null) {
              XmlNode text = XmlNode.text(node.data());
              parent.children().add(XmlNode.element(node.name(), List.of(text)));
              removeAttribute(node);
            }
          }
          return document.children();
        });
  }

  private static Value textToElements(Arguments arguments) {
    String name = arguments.text(2, "").isEmpty() ? "value" : arguments.text(2, "");
    return edited(
        arguments,
        "/",
        (document, selected, scene) -> {
          Set<XmlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
          selected.forEach(node -> wrapText(node, name, seen));
          return document.children();
        });
  }

  /** Texts that are not alone in their element; those inside first, as elements may be selected. */
  private static void wrapText(XmlNode node, String name, Set<XmlNode> seen) {
    if (!seen.add(node)) {
      return;
    }
    List<XmlNode> children = node.children();
    int texts = 0;
    int elements = 0;
    for (XmlNode child : children) {
      if (child.isElement()) {
        wrapText(child, name, seen);
        elements++;
      } else if (child.kind() == XmlNode.Kind.TEXT) {
        texts++;
      }
    }
    if (texts + elements > 1 && texts > 0) {
      children.replaceAll(
          child ->
              child.kind() == XmlNode.Kind.TEXT ? XmlNode.element(name, List.of(child)) : child);
    }
  }
}
