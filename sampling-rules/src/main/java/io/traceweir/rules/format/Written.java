// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.List;

/**
 * A value as it is written.
 *
 * @param head what stands in the line of its key
 * @param body the lines of a block, not indented yet; else empty
 */
record Written(String head, List<String> body) {
  Written {
    body = List.copyOf(body);
  }

  static Written line(String text) {
    return new Written(text, List.of());
  }

  Written behind(String properties) {
    return properties.isEmpty() ? this : new Written((properties + " " + head).strip(), body);
  }
}
