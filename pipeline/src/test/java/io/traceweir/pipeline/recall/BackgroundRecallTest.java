// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reading thread, with readers that do as a test says. */
class BackgroundRecallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Address SOMEWHERE = Address.nowhere(1).with(0, 1, 2);

  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Queue<TraceId> read = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final BackgroundRecall recall = new BackgroundRecall(this::open, heldBytes::addAndGet);

  @AfterEach
  void stop() {
    recall.close();
  }

  private LogRanges open() {
    opened.incrementAndGet();
    return new LogRanges() {
      @Override
      public Recalled read(Recall.Request request) {
        if (failures.getAndDecrement() > 0) {
          throw new TimeoutException("no answer");
        }
        read.add(request.id());
        Found found = new Found();
        found.add(Signal.SPANS, new byte[20 << 20], 0, 20 << 20);
        return Recalled.found(request, found);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private static Recall.Request request(long id, Mailbox to) {
    return new Recall.Request(new TraceId(0, id), SOMEWHERE, 0, to, () -> true);
  }

  @Test
  void shouldReadOneAfterTheOtherAndNotMoreThanTicksTake() {
    Mailbox mailbox = recall.mailbox();
    for (int id = 1; id <= 5; id++) {
      assertThat(recall.ask(request(id, mailbox))).isTrue();
    }
    recall.start();
    // 20 MiB are below the limit, 40 MiB are above it
    await().atMost(PATIENCE).until(() -> read.size() == 2);
    await().during(Duration.ofMillis(300)).until(() -> read.size() == 2);
    assertThat(heldBytes.get()).isEqualTo(40 << 20);

    Recalled first = mailbox.take();
    assertThat(first).extracting(Recalled::id).isEqualTo(new TraceId(0, 1));
    await().atMost(PATIENCE).until(() -> read.size() == 3);
    assertThat(opened).hasValue(1);

    mailbox.close();
    await().atMost(PATIENCE).until(() -> heldBytes.get() == 0);
    assertThat(read).doesNotContain(new TraceId(0, 5));
  }

  @Test
  void shouldReadNothingForTasksThatHaveGoneOrHaveAskedAnew() {
    Mailbox gone = recall.mailbox();
    gone.close();
    Mailbox mailbox = recall.mailbox();
    recall.ask(request(1, gone));
    recall.ask(new Recall.Request(new TraceId(0, 2), SOMEWHERE, 0, mailbox, () -> false));
    recall.ask(request(3, mailbox));
    recall.start();

    await().atMost(PATIENCE).until(() -> !mailbox.isEmpty());
    assertThat(read).containsExactly(new TraceId(0, 3));
  }

  @Test
  void shouldTryAgainWithANewReader() {
    failures.set(1);
    Mailbox mailbox = recall.mailbox();
    recall.ask(request(1, mailbox));
    recall.start();

    await().atMost(PATIENCE).until(() -> !mailbox.isEmpty());
    assertThat(mailbox.take()).extracting(Recalled::failure).isNull();
    assertThat(opened).hasValue(2);
    assertThat(closed).hasValue(1);
  }

  @Test
  void shouldGiveUpWhenTheBrokersDoNotAnswer() {
    failures.set(3);
    Mailbox mailbox = recall.mailbox();
    recall.ask(request(1, mailbox));
    recall.start();

    await().atMost(PATIENCE).until(() -> !mailbox.isEmpty());
    assertThat(mailbox.take()).extracting(Recalled::failure).isEqualTo(Recalled.Failure.READ_ERROR);
  }

  @Test
  void shouldRefuseWhatFindsNoRoom() {
    Mailbox mailbox = recall.mailbox();
    int room = 0;
    while (recall.ask(request(room, mailbox))) {
      room++;
    }
    assertThat(room).isEqualTo(1_000);
    assertThat(List.copyOf(read)).isEmpty();
  }
}
