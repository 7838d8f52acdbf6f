// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/** Resources and scopes, parsed once per distinct bytes; bounded, shared between threads. */
public final class ResourceCache {
  private static final long DEFAULT_MAX_BYTES = 32L << 20;

  /** What an entry takes beside its frame, and how much the parsed form adds per byte; rough. */
  private static final int ENTRY_BYTES = 400;

  private static final int HEAP_PER_FRAME_BYTE = 5;

  private final Cache<FrameBytes, Resource> resources;
  private final Cache<FrameBytes, Scope> scopes;

  public ResourceCache() {
    this(DEFAULT_MAX_BYTES);
  }

  /** A cache that takes about so many bytes of heap, three quarters of them for resources. */
  public ResourceCache(long maxBytes) {
    resources = bounded(maxBytes - maxBytes / 4);
    scopes = bounded(maxBytes / 4);
  }

  private static <V> Cache<FrameBytes, V> bounded(long maxBytes) {
    return Caffeine.newBuilder()
        .maximumWeight(maxBytes)
        .<FrameBytes, V>weigher(
            (frame, parsed) -> (int) Math.min(Integer.MAX_VALUE, heapBytes(frame)))
        .executor(Runnable::run)
        .build();
  }

  private static long heapBytes(FrameBytes frame) {
    return ENTRY_BYTES + (long) HEAP_PER_FRAME_BYTE * frame.length();
  }

  Resource resource(FrameBytes frame) {
    return find(resources, frame, Resource::new);
  }

  Scope scope(FrameBytes frame) {
    return find(scopes, frame, Scope::new);
  }

  private static <V> V find(
      Cache<FrameBytes, V> cache, FrameBytes frame, Function<byte[], V> parse) {
    V known = cache.getIfPresent(frame);
    if (known != null) {
      return known;
    }
    // parsed outside the cache's lock; of two threads at once the first one's object counts
    byte[] bytes = frame.toArray();
    V parsed = parse.apply(bytes);
    V earlier = cache.asMap().putIfAbsent(new FrameBytes().at(bytes, 0, bytes.length), parsed);
    return earlier == null ? parsed : earlier;
  }
}
