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
    var settings = new Properties();
    // topics of a run that is over: their bytes shall not pile up until the last run
    settings.put("log.segment.delete.delay.ms", "1000");
    // Kafka's default: all threads begin together, and nothing moves from one to another meanwhile
    settings.put("group.initial.rebalance.delay.ms", "3000");
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close"));
    Orders.obey(
        Answer.of("bootstrap_servers", kafka.bootstrapServers()),
        (order, details, orders) -> Usage.answer());
  }
}
