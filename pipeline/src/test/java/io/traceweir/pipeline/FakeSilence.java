// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.Silence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Silence is proven when a test says so. */
public final class FakeSilence implements Silence {
  private final Map<TopicPartition, Long> proven = new HashMap<>();
  private final Set<TopicPartition> wanted = new HashSet<>();
  private long everythingSince = NEVER;
  private long everythingUntil = NEVER;
  private long countsFrom = NEVER;

  /** This partition held nothing new at this wall-clock time. */
  public void prove(TopicPartition partition, long wallMillis) {
    proven.put(partition, wallMillis);
  }

  /** All inputs and everything behind them held nothing new from here to there. */
  public void proveEverything(long sinceWallMillis, long untilWallMillis) {
    everythingSince = sinceWallMillis;
    everythingUntil = untilWallMillis;
  }

  /** Until this wall-clock time an outage held up everybody who writes. */
  public void outageUntil(long wallMillis) {
    countsFrom = wallMillis;
  }

  /** What was asked for so far. */
  public Set<TopicPartition> wanted() {
    return wanted;
  }

  @Override
  public void want(TopicPartition partition) {
    wanted.add(partition);
  }

  @Override
  public long provenAtMillis(TopicPartition partition) {
    return Math.max(everythingUntil, proven.getOrDefault(partition, NEVER));
  }

  @Override
  public long allInputsSinceMillis() {
    return everythingSince;
  }

  @Override
  public long countsFromMillis() {
    return countsFrom;
  }
}
