// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The trace buffer as a state store: visible in the topology, its life in the hands of Kafka
 * Streams. Without a changelog; the log it was filled from is read again instead.
 */
public final class TraceBufferStore implements StateStore {
  private final String name;
  private final TraceBuffer buffer = new TraceBuffer();
  private boolean open;

  private TraceBufferStore(String name) {
    this.name = name;
  }

  /** Builds the store for the topology. */
  public static StoreBuilder<TraceBufferStore> builder(String name) {
    return new Builder(name);
  }

  TraceBuffer buffer() {
    return buffer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    buffer.clear();
    open = true;
  }

  @Override
  @SuppressWarnings("deprecation")
  public void flush() {}

  @Override
  public void close() {
    buffer.clear();
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private record Builder(String name) implements StoreBuilder<TraceBufferStore> {
    @Override
    public StoreBuilder<TraceBufferStore> withCachingEnabled() {
      throw new IllegalArgumentException("the trace buffer is not cached");
    }

    @Override
    public StoreBuilder<TraceBufferStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<TraceBufferStore> withLoggingEnabled(Map<String, String> config) {
      throw new IllegalArgumentException("the trace buffer has no changelog");
    }

    @Override
    public StoreBuilder<TraceBufferStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public TraceBufferStore build() {
      return new TraceBufferStore(name);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
