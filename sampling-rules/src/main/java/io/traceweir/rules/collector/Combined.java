// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.collector.PolicyReader.Named;
import io.traceweir.rules.condition.Finding.Reading;
import java.util.List;
import java.util.stream.Collectors;

/** Policies made of others. */
final class Combined {
  private Combined() {}

  /** All of them; the first that does not sample ends it. None are all. */
  record And(List<Named> parts, Vote agreed) implements Policy {

    @Override
    public boolean hasLimit() {
      return parts.stream().anyMatch(part -> part.policy().hasLimit());
    }

    @Override
    public Voter bind(Binding binding) {
      Voter[] voters = parts.stream().map(binding::voter).toArray(Voter[]::new);
      return asked -> {
        for (Voter voter : voters) {
          if (voter.vote(asked) == Vote.NOT_SAMPLED) {
            return Vote.NOT_SAMPLED;
          }
        }
        return agreed;
      };
    }
  }

  record Not(Named part) implements Policy {

    @Override
    public boolean hasLimit() {
      return part.policy().hasLimit();
    }

    @Override
    public Voter bind(Binding binding) {
      Voter voter = binding.voter(part);
      return asked -> Vote.sampledIf(voter.vote(asked) == Vote.NOT_SAMPLED);
    }
  }

  /**
   * The first part that samples, as long as it has spans left in this second; the next ones are not
   * asked then.
   */
  record Composite(List<Part> parts) implements Policy {

    /** A part with the spans per second that it may sample. */
    record Part(Named named, long perSecond) {
      String name() {
        return named.name();
      }
    }

    @Override
    public boolean hasLimit() {
      return true;
    }

    @Override
    public Voter bind(Binding binding) {
      Voter[] voters = parts.stream().map(p -> binding.voter(p.named)).toArray(Voter[]::new);
      long[] limits = parts.stream().mapToLong(part -> limit(part, binding)).toArray();
      return new Counting(voters, limits, parts.stream().map(Part::name).toArray(String[]::new));
    }

    private static long limit(Part part, Binding binding) {
      return binding.of(part.perSecond);
    }

    @Override
    public Look look(Binding binding) {
      String limits =
          parts.stream()
              .map(part -> part.name() + " " + limit(part, binding))
              .collect(Collectors.joining(", "));
      return asked ->
          Seen.of(
              Reading.of("spans", asked.trace().spanCount()),
              new Reading("spans_per_second", limits));
    }
  }

  private static final class Counting implements Policy.Voter {
    private final Policy.Voter[] voters;
    private final long[] limits;
    private final String[] names;
    private final long[] counts;
    private final long[] seconds;

    Counting(Policy.Voter[] voters, long[] limits, String[] names) {
      this.voters = voters;
      this.limits = limits;
      this.names = names;
      this.counts = new long[voters.length];
      this.seconds = new long[voters.length];
    }

    @Override
    public Vote vote(Case asked) {
      for (int i = 0; i < voters.length; i++) {
        if (voters[i].vote(asked) == Vote.SAMPLED) {
          boolean fits = take(i, asked);
          if (fits) {
            asked.subPolicy(names[i]);
          }
          return Vote.sampledIf(fits);
        }
      }
      return Vote.NOT_SAMPLED;
    }

    private boolean take(int i, Case asked) {
      long second = Math.floorDiv(asked.nowNanos(), 1_000_000_000L);
      if (second != seconds[i]) {
        seconds[i] = second;
        counts[i] = 0;
      }
      long count = counts[i] + asked.trace().spanCount();
      if (count > limits[i]) {
        return false;
      }
      counts[i] = count;
      return true;
    }
  }
}
