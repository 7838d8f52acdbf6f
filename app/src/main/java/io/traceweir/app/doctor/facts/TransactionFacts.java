// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.transactions.Sighting;
import java.util.List;
import java.util.Map;

/**
 * Transactions that are open.
 *
 * @param partitions how many were looked at
 * @param lasting stood the same in both looks
 * @param untold partitions and transactional ids of which Kafka said nothing, and why
 */
public record TransactionFacts(int partitions, List<Sighting> lasting, Map<String, String> untold) {
  static final TransactionFacts NONE = new TransactionFacts(0, List.of(), Map.of());
}
