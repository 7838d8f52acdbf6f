// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import java.util.Properties;

/** Settings of a broker that finds out soon who is dead. */
final class QuickBroker {
  private QuickBroker() {}

  static Properties settings() {
    var properties = new Properties();
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    properties.setProperty("group.min.session.timeout.ms", "1000");
    return properties;
  }
}
