// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import org.apache.kafka.clients.consumer.Consumer;

/** Consumers for those who look at what a pipeline has written. */
public final class CommittedReader {
  private CommittedReader() {}

  /**
   * Reads committed records with the application's security, outside of its group: it takes nothing
   * away from the pipeline and commits nothing. Partitions are for the caller to assign.
   *
   * @param name tells it from other clients of the application in the broker's metrics
   * @throws org.apache.kafka.common.KafkaException when a setting or an address is wrong
   */
  public static Consumer<byte[], byte[]> open(PipelineSettings settings, String name) {
    return new StreamsSettings(settings).committedReader(name);
  }

  /**
   * The same for one who looks at what is there and does not wait for more: it may go back without
   * the brokers' pause at the end of a partition.
   *
   * @throws org.apache.kafka.common.KafkaException when a setting or an address is wrong
   */
  public static Consumer<byte[], byte[]> openForALook(PipelineSettings settings, String name) {
    return new StreamsSettings(settings).glancingReader(name);
  }
}
