// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Health;
import io.traceweir.otlp.Health.State;
import io.traceweir.otlp.Mending;
import io.traceweir.otlp.Part;
import java.util.function.Supplier;

/** Makes items fit for a request that every reader takes, and counts what that took. */
final class BodyFitter {
  /** Tags and lengths of a request with one item. */
  private static final int FRAMING = 3 * (1 + 5);

  private final Part part;
  private final RequestPacker packer;

  /** What was cut last: many items share their frames. */
  private Resource largeResource = Resource.NONE;

  private Resource cutResource = Resource.NONE;
  private Scope largeScope = Scope.NONE;
  private Scope cutScope = Scope.NONE;
  private int cut;
  private int mended;

  BodyFitter(Part part, RequestPacker packer) {
    this.part = part;
    this.packer = packer;
  }

  /** Items that have lost something, or the frames around them have. */
  int cut() {
    return cut;
  }

  /** Items that are whole but not as they came, or the frames around them are. */
  int mended() {
    return mended;
  }

  Body fit(Body whole, Supplier<byte[]> essentials) {
    State state = Health.of(part, whole.bytes, whole.offset, whole.length);
    Body readable =
        inReadableFrames(
            switch (state) {
              case SOUND -> whole;
              case MENDABLE ->
                  whole.with(Mending.of(part, whole.bytes, whole.offset, whole.length));
              case BROKEN -> whole.with(essentials.get());
            });
    Body fitting = packer.fits(readable) ? readable : shortened(readable, essentials);
    boolean broken = state == State.BROKEN || whole.resource.isBroken() || whole.scope.isBroken();
    if (broken || fitting != readable) {
      cut++;
    } else if (readable != whole) {
      mended++;
    }
    return fitting;
  }

  private static Body inReadableFrames(Body body) {
    Resource resource = body.resource.readable();
    Scope scope = body.scope.readable();
    boolean asTheyAre = resource.equals(body.resource) && scope.equals(body.scope);
    return asTheyAre ? body : body.in(resource, scope);
  }

  /**
   * Frames get half of the room at most, so that spans which share large ones still do. Of what is
   * still too large essentials are left.
   */
  private Body shortened(Body whole, Supplier<byte[]> essentials) {
    int most = packer.maxBytes() / 4;
    Body body = whole.in(cut(whole.resource, most), cut(whole.scope, most));
    if (packer.fits(body)) {
      return body;
    }
    byte[] item = Cutting.item(part, body, packer.maxBytes() - body.frameBytes() - FRAMING);
    Body fitting = body.with(item == null ? essentials.get() : item);
    return packer.fits(fitting) ? fitting : fitting.withEssentialFrames().with(essentials.get());
  }

  private Resource cut(Resource resource, int mostBytes) {
    if (resource.bytes().length <= mostBytes) {
      return resource;
    }
    if (!resource.equals(largeResource)) {
      largeResource = resource;
      cutResource = Cutting.resource(resource, mostBytes);
    }
    return cutResource;
  }

  private Scope cut(Scope scope, int mostBytes) {
    if (scope.bytes().length <= mostBytes) {
      return scope;
    }
    if (!scope.equals(largeScope)) {
      largeScope = scope;
      cutScope = Cutting.scope(scope, mostBytes);
    }
    return cutScope;
  }
}
