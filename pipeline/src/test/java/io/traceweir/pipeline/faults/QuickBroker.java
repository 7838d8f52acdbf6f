// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static java.util.Objects.requireNonNull;

import io.traceweir.testkit.EmbeddedKafka;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker that finds out soon who is dead, for all tests of a class. */
final class QuickBroker implements BeforeAllCallback, AfterAllCallback {
  private @Nullable EmbeddedKafka kafka;

  static Properties settings() {
    var properties = new Properties();
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    properties.setProperty("group.min.session.timeout.ms", "1000");
    return properties;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    kafka = EmbeddedKafka.start(settings());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    started().close();
  }

  String bootstrapServers() {
    return started().bootstrapServers();
  }

  private EmbeddedKafka started() {
    return requireNonNull(kafka, "no test of the class has begun");
  }
}
