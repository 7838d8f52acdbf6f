// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Arrays;

/** Finds resources and scopes by the bytes of their frames; mostly it is the one before. */
final class FrameLookup {
  private final ResourceCache cache;
  private final FrameBytes key = new FrameBytes();
  private Resource lastResource = Resource.NONE;
  private Scope lastScope = Scope.NONE;

  FrameLookup(ResourceCache cache) {
    this.cache = cache;
  }

  Resource resource(FrameParts parts) {
    if (parts.length() == 0) {
      return Resource.NONE;
    }
    if (!holds(lastResource, parts)) {
      lastResource = cache.resource(key.at(parts.bytes(), parts.offset(), parts.length()));
    }
    return lastResource;
  }

  Scope scope(FrameParts parts) {
    if (parts.length() == 0) {
      return Scope.NONE;
    }
    if (!holds(lastScope, parts)) {
      lastScope = cache.scope(key.at(parts.bytes(), parts.offset(), parts.length()));
    }
    return lastScope;
  }

  private static boolean holds(Frame frame, FrameParts parts) {
    byte[] bytes = frame.bytes();
    return Arrays.equals(
        bytes, 0, bytes.length, parts.bytes(), parts.offset(), parts.offset() + parts.length());
  }
}
