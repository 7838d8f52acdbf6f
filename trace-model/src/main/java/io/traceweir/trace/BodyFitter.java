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
  private final Part part;
  private final RequestPacker packer;
  private int cut;
  private int mended;

  BodyFitter(Part part, RequestPacker packer) {
    this.part = part;
    this.packer = packer;
  }

  /** Items that are cut to their essentials, or the frames around them are. */
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

  /** Cuts the larger one of item and frames first, both when that is not enough. */
  private Body shortened(Body body, Supplier<byte[]> essentials) {
    Body cut =
        body.frameBytes() > body.length ? body.withEssentialFrames() : body.with(essentials.get());
    return packer.fits(cut) ? cut : cut.withEssentialFrames().with(essentials.get());
  }
}
