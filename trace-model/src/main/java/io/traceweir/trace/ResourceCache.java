// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

/** Resources and scopes, parsed once per distinct bytes; bounded, shared between threads. */
public final class ResourceCache {
  public ResourceCache(long maxBytes) {}

  public ResourceCache() {
    this(32L << 20);
  }
}
