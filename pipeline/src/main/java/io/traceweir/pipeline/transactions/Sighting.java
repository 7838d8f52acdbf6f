// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction, and what the coordinator said of its producer right afterwards.
 *
 * @param transactionalId empty when none was found
 * @param known null when no transactional id was found
 */
public record Sighting(
    OpenTransaction open, String transactionalId, @Nullable TransactionDescription known) {

  /** A coordinator looks for those that timed out every ten seconds. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * One look may lie: between the question to the leader and the one to the coordinator the
   * transaction may have ended. Only what two looks say in a row is so, see {@link #isIn}.
   */
  public Standing standing(long nowMillis) {
    if (known == null) {
      return Standing.UNCLAIMED;
    }
    if (!isExpectedToEnd(known)) {
      return Standing.ABANDONED;
    }
    long since = known.transactionStartTimeMs().orElse(nowMillis);
    boolean late = nowMillis - since - GRACE.toMillis() > known.transactionTimeoutMs();
    return late ? Standing.OVERDUE : Standing.GOING_ON;
  }

  /** A transaction may get its next epoch as soon as its end is prepared. */
  private boolean isExpectedToEnd(TransactionDescription by) {
    boolean listed =
        by.producerId() == open.producerId() && by.topicPartitions().contains(open.partition());
    return switch (by.state()) {
      case ONGOING -> listed && by.producerEpoch() == open.epoch();
      case PREPARE_COMMIT, PREPARE_ABORT, PREPARE_EPOCH_FENCE -> listed;
      case COMPLETE_COMMIT, COMPLETE_ABORT, EMPTY -> false;
      case UNKNOWN -> true;
    };
  }

  /** Whether the same transaction stood like this in an earlier look. */
  public boolean isIn(Collection<Sighting> earlier, long nowMillis) {
    Standing standing = standing(nowMillis);
    return earlier.stream().anyMatch(e -> e.open.equals(open) && e.standing(nowMillis) == standing);
  }

  /** Who wrote it and what has become of that, for a person. */
  public String told() {
    String producer = "producer " + open.producerId() + ", epoch " + open.epoch();
    return known == null
        ? producer + ", of no transactional id that can be seen"
        : producer
            + ", "
            + transactionalId
            + ", which is "
            + known.state()
            + " with epoch "
            + known.producerEpoch();
  }
}
