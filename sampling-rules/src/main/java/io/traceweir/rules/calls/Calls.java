// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a trace only by looking at its spans together. Each answer is found when it
 * is asked for, once for each trace. Reused, one thread; allocates only to grow.
 */
@SuppressWarnings("NullAway.Init") // a trace is set before anything is asked
public final class Calls {
  private final CallTree tree = new CallTree();
  private final Services services = new Services();
  private final MaskedError maskedError = new MaskedError();
  private final Retries retries = new Retries();
  private final CriticalPath criticalPath = new CriticalPath();

  private Trace trace;
  private @Nullable Span root;
  private boolean hasRoot;
  private boolean hasTree;
  private boolean hasServices;
  private int masked;
  private int retryCount;
  private boolean hasPath;
  private @Nullable String pathService;

  /** The trace may be the same object as before with another content. */
  public void on(Trace next) {
    trace = next;
    hasRoot = false;
    hasTree = false;
    hasServices = false;
    masked = -1;
    retryCount = -1;
    hasPath = false;
  }

  /** As {@link Trace#root}; without a parentless span finding it takes a walk over all spans. */
  public @Nullable Span root() {
    if (!hasRoot) {
      root = trace.root();
      hasRoot = true;
    }
    return root;
  }

  /** Distinct names of services. */
  public int serviceCount() {
    return services().count();
  }

  /** They themselves, in the order of their first spans. */
  public List<String> serviceNames() {
    Services all = services();
    return IntStream.range(0, all.numbers())
        .mapToObj(all::name)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Whether a span is of the service with exactly this name. */
  public boolean hasService(String name) {
    return services().contains(name);
  }

  /** Spans whose parent id is set and belongs to no span of the trace. */
  public int orphans() {
    return tree().orphans();
  }

  /** The root is there and has not the status error, and a span somewhere below it has. */
  public boolean hasMaskedError() {
    if (masked < 0) {
      masked = maskedError.isIn(trace, tree(), root()) ? 1 : 0;
    }
    return masked == 1;
  }

  /** Calls that were made again, each beyond the first. */
  public int retries() {
    if (retryCount < 0) {
      retryCount = retries.in(trace, tree());
    }
    return retryCount;
  }

  /** The service with the most time of its own on the critical path; null without a root. */
  public @Nullable String criticalPathService() {
    if (!hasPath) {
      pathService = criticalPath.service(trace, tree(), services(), root());
      hasPath = true;
    }
    return pathService;
  }

  private CallTree tree() {
    if (!hasTree) {
      tree.build(trace, root());
      hasTree = true;
    }
    return tree;
  }

  private Services services() {
    if (!hasServices) {
      services.read(trace);
      hasServices = true;
    }
    return services;
  }
}
