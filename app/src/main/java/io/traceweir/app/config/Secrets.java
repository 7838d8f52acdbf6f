// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What may not be shown of Kafka's settings. */
final class Secrets {

  static final String REDACTED = "[redacted]";

  // by name and not by Kafka's own PASSWORD type: plugins (login modules, vault providers) bring
  // settings that no ConfigDef knows
  private static final Pattern SECRET =
      Pattern.compile(
          ".*(password|secret|token|credential|jaas|private|keystore\\.key|passphrase|api\\.?key).*",
          Pattern.CASE_INSENSITIVE);

  // places and names of secrets, not secrets
  private static final Pattern HARMLESS =
      Pattern.compile(".*(location|\\.class|endpoint\\.url|expiry|lifetime|\\.ms|\\.seconds)$");

  private Secrets() {}

  static Object redacted(Map<String, String> properties) {
    Map<String, Object> shown = new TreeMap<>();
    properties.forEach((name, value) -> shown.put(name, isSecret(name) ? REDACTED : value));
    return shown;
  }

  static boolean isSecret(String name) {
    return SECRET.matcher(name).matches() && !HARMLESS.matcher(name).matches();
  }
}
