// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.condition.Finding.Reading;
import java.util.function.ToLongFunction;

/**
 * So much a second: a bucket that fills with time and starts full. A trace that does not fit takes
 * nothing out; one that is larger than the bucket never fits.
 */
record Limiter(String counted, long perSecond, long burst, ToLongFunction<Case> cost)
    implements Policy {

  static Limiter spans(long perSecond, long burst) {
    return new Limiter("spans", perSecond, burst, asked -> asked.trace().spanCount());
  }

  static Limiter bytes(long perSecond, long burst) {
    return new Limiter("bytes", perSecond, burst, asked -> asked.trace().requestBytes());
  }

  @Override
  public boolean hasLimit() {
    return true;
  }

  @Override
  public Voter bind(Binding binding) {
    Bucket bucket = new Bucket(binding.of(perSecond), most(binding));
    return asked -> Vote.sampledIf(bucket.take(cost.applyAsLong(asked), asked.nowNanos()));
  }

  private long most(Binding binding) {
    return burst <= 0 ? 2 * binding.of(perSecond) : binding.of(burst);
  }

  @Override
  public Look look(Binding binding) {
    Reading rate = Reading.of(counted + "_per_second", binding.of(perSecond));
    Reading most = Reading.of("burst_capacity", most(binding));
    return asked -> Seen.of(Reading.of(counted, cost.applyAsLong(asked)), rate, most);
  }

  /** Tokens. */
  private static final class Bucket {
    private final double rate;
    private final double most;
    private double tokens;
    private long lastNanos;
    private boolean used;

    Bucket(long rate, long most) {
      this.rate = rate;
      this.most = (double) most;
      this.tokens = (double) most;
    }

    boolean take(long wanted, long nowNanos) {
      double elapsed = used ? Math.max(0, nowNanos - lastNanos) / 1e9 : 0;
      double now = Math.min(most, tokens + elapsed * rate);
      double left = now - wanted;
      // a wait of less than a nanosecond counts as none
      if (wanted > most || (left < 0 && (rate <= 0 || -left / rate >= 1e-9))) {
        return false;
      }
      tokens = left;
      lastNanos = nowNanos;
      used = true;
      return true;
    }
  }
}
