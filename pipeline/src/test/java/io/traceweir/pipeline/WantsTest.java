// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WantsTest {
  private static final TopicPartition A = new TopicPartition("otlp_spans", 0);
  private static final TopicPartition B = new TopicPartition("otlp_spans", 1);

  @Test
  void shouldLookTwiceAtWhatIsWantedOnce() {
    var wants = new Wants();
    assertThat(wants.take()).isEmpty();

    wants.add(A);
    assertThat(wants.take()).containsExactly(A);
    wants.add(B);
    assertThat(wants.take()).containsExactlyInAnyOrder(A, B);
    assertThat(wants.take()).containsExactly(B);
    assertThat(wants.take()).isEmpty();
  }
}
