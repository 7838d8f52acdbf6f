// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of a map whose keys are known. */
final class Keys {
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  Keys optional(String key, String description, Form form) {
    properties.put(key, form.described(description));
    return this;
  }

  Keys required(String key, String description, Form form) {
    required.add(key);
    return optional(key, description, form);
  }

  /** A map with these keys and no others. */
  Form closed() {
    return form().with("additionalProperties", false);
  }

  /** A map with these keys, and others that are maps themselves. */
  Form openToMaps() {
    return form().with("additionalProperties", Form.type("object", "null"));
  }

  private Form form() {
    Form form = Form.type("object").with("properties", properties);
    return required.isEmpty() ? form : form.with("required", required);
  }
}
