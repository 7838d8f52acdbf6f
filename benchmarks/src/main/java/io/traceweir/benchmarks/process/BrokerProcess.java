// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import io.traceweir.testkit.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Properties;

/** A broker in a process of its own. Argument: its directory. Order: {@code usage}. */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0, new Properties());
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close"));
    Orders.obey(
        Answer.of("bootstrap_servers", kafka.bootstrapServers()),
        (order, details, orders) -> Usage.answer());
  }
}
