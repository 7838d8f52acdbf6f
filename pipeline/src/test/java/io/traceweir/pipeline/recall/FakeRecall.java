// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Traces are read back when a test says so, from a log that the test has. */
public final class FakeRecall implements Recall {
  private final PartFinder finder;
  private final Queue<Request> asked = new ArrayDeque<>();
  private int room = Integer.MAX_VALUE;
  private long heldBytes;

  /** The log of a test. */
  public interface Log {
    /** The record at this place, or null where there is none. */
    @Nullable ConsumerRecord<byte[], byte[]> at(int topic, long offset);
  }

  private FakeRecall(PartFinder finder) {
    this.finder = finder;
  }

  /** Reads what the pipeline with these settings reads. */
  public static FakeRecall of(PipelineSettings settings, PipelineMeters meters) {
    boolean fragments = settings.input().partitioning() == PipelineSettings.Partitioning.ANY;
    return new FakeRecall(fragments ? new FragmentsFinder() : new RequestsFinder(settings, meters));
  }

  /** No more than these may wait. */
  public void room(int requests) {
    room = requests;
  }

  /** How many wait to be read. */
  public int asked() {
    return asked.size();
  }

  /** Bytes that were read and that no tick has taken. */
  public long heldBytes() {
    return heldBytes;
  }

  @Override
  public boolean ask(Request request) {
    return asked.size() < room && asked.offer(request);
  }

  @Override
  public Mailbox mailbox() {
    return new Mailbox(bytes -> heldBytes += bytes);
  }

  /** Reads everything that was asked for. */
  public void answer(Log log) {
    for (Request r = asked.poll(); r != null; r = asked.poll()) {
      if (r.isWanted().getAsBoolean()) {
        r.to().put(Recalled.found(r, read(r, log)));
      }
    }
  }

  private Found read(Request request, Log log) {
    Found found = new Found();
    Address address = request.address();
    for (int topic = 0; topic < address.topics(); topic++) {
      for (int range = 0; range < address.ranges(topic); range++) {
        for (long o = address.first(topic, range); o <= address.last(topic, range); o++) {
          ConsumerRecord<byte[], byte[]> record = log.at(topic, o);
          if (record != null) {
            finder.find(record, request.id(), found);
          }
        }
      }
    }
    return found;
  }

  /** Fails everything that was asked for. */
  public void fail(Recalled.Failure why) {
    for (Request r = asked.poll(); r != null; r = asked.poll()) {
      r.to().put(Recalled.failed(r, why));
    }
  }
}
