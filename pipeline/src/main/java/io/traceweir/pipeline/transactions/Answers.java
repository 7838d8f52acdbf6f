// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaFuture;

/** Waits for answers of Kafka, and remembers what it did not tell: other answers are of use. */
final class Answers {
  private final Duration patience;
  private final Map<String, Throwable> untold = new TreeMap<>();

  Answers(Duration patience) {
    this.patience = patience;
  }

  Map<String, Throwable> untold() {
    return untold;
  }

  /** Whether there was an answer. */
  <T> boolean ask(String what, KafkaFuture<T> question, Consumer<T> answer)
      throws InterruptedException {
    try {
      answer.accept(question.get(patience.toMillis(), TimeUnit.MILLISECONDS));
      return true;
    } catch (ExecutionException e) {
      untold.put(what, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      untold.put(what, e);
    }
    return false;
  }
}
