// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;

/**
 * What a decision memory was written for: offsets mean nothing in other topics, and trace ids lie
 * elsewhere in topics with another number of partitions.
 *
 * @param partitions of each topic of the log
 * @param topics a hash of their names, in order
 */
record LogIdentity(int partitions, int topics) {
  static LogIdentity of(int partitions, List<String> topics) {
    return new LogIdentity(partitions, topics.hashCode());
  }
}
