// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that has no end in a partition yet, as the partition's leader says.
 *
 * @param startOffset of its first record there
 * @param lastTimestamp of its newest record there; of the data, unless the topic stamps records
 */
public record OpenTransaction(
    TopicPartition partition, long producerId, int epoch, long startOffset, long lastTimestamp) {}
