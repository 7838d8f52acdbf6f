// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** An error may be an answer as well, and a permission that is wanting is told from the rest. */
class QuestionsTest {
  private final Questions questions = new Questions(Duration.ofMillis(50));

  private static KafkaFuture<String> failed(RuntimeException error) {
    var future = new KafkaFutureImpl<String>();
    future.completeExceptionally(error);
    return future.thenApply(said -> said + " is there");
  }

  private Answer<String> ask(KafkaFuture<String> future) {
    return questions.ask(
        () -> future, e -> e instanceof GroupIdNotFoundException ? "absent" : null);
  }

  @Test
  void shouldTakeWhatKafkaSays() {
    assertThat(ask(KafkaFuture.completedFuture("stable")).get()).isEqualTo("stable");
  }

  @Test
  void shouldTakeAnErrorThatIsAnAnswerForOne() {
    Answer<String> answer = ask(failed(new GroupIdNotFoundException("no such group")));
    assertThat(answer.get()).isEqualTo("absent");
    assertThat(answer.refusal()).isEmpty();
  }

  @Test
  void shouldTellAWantingPermissionFromOtherTrouble() {
    Answer<String> forbidden = ask(failed(new TopicAuthorizationException("Not authorized.")));
    assertThat(forbidden.isThere()).isFalse();
    assertThat(forbidden.isForbidden()).isTrue();
    assertThat(forbidden.refusal()).isEqualTo("it is not permitted: Not authorized");
    assertThat(ask(failed(new IllegalStateException("closed"))).isForbidden()).isFalse();
    assertThat(ask(KafkaFuture.completedFuture("stable")).isForbidden()).isFalse();
  }

  @Test
  void shouldNotWaitForEver() {
    assertThat(ask(new KafkaFutureImpl<>()).refusal()).contains("did not answer within 50ms");
  }
}
