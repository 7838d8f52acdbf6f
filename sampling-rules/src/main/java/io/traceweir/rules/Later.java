// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.yaml.Fields;
import io.traceweir.yaml.YamlNode;

/** Words of the language that this version knows of and cannot do. */
final class Later {
  private Later() {}

  static void refuse(Fields fields, String key, String what) {
    YamlNode value = fields.optional(key);
    if (value != null) {
      fields.problems().add(value, "`" + key + "`: " + what + " not supported yet in this version");
    }
  }
}
