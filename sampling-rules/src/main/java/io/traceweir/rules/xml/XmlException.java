// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

/** No XML, or more of it than is looked at; no text of the document is in it. */
public final class XmlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  XmlException(String message) {
    super(message, null, false, false);
  }
}
