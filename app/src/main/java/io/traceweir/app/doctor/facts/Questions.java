// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.yaml.GoDuration;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka within a time, and turns what goes wrong into a sentence. */
record Questions(Duration patience) {

  /** What an error says that is an answer as well; null of others. */
  interface Told<T> {
    @Nullable T by(Throwable error);
  }

  <T> Answer<T> ask(Supplier<KafkaFuture<T>> question) {
    return ask(question, e -> null);
  }

  <T> Answer<T> ask(Supplier<KafkaFuture<T>> question, Told<T> told) {
    try {
      return Answer.of(question.get().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      var answer = told.by(cause);
      return answer == null ? Answer.none(why(cause)) : Answer.of(answer);
    } catch (TimeoutException | RuntimeException e) {
      return Answer.none(why(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    }
  }

  /** What went wrong, for a person. */
  String why(Throwable e) {
    if (e instanceof TimeoutException
        || e instanceof org.apache.kafka.common.errors.TimeoutException) {
      return "Kafka did not answer within " + GoDuration.print(patience);
    }
    String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof AuthorizationException ? Answer.forbidden(plain(said)) : plain(said);
  }

  private static String plain(String said) {
    String line = said.strip().replaceAll("\\s+", " ");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
