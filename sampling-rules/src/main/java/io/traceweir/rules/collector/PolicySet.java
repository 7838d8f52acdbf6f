// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.collector.Policy.Binding;
import io.traceweir.rules.collector.PolicyReader.Named;
import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policies of a Collector, in their order, drop policies first. */
public final class PolicySet {
  static final int MAX_POLICIES = 1_000;

  private final List<Named> written;
  private final List<Named> policies;

  private PolicySet(List<Named> policies) {
    this.written = List.copyOf(policies);
    List<Named> ordered = new ArrayList<>(policies);
    ordered.sort(Comparator.comparing(named -> !named.type().equals("drop")));
    this.policies = ordered;
  }

  /**
   * Reads the list under `policies`.
   *
   * @return null when something is wrong, and then it is in `problems`
   */
  public static @Nullable PolicySet read(YamlNode node, Problems problems) {
    int before = problems.size();
    PolicyReader reader = new PolicyReader(problems);
    Set<String> types = new HashSet<>(PolicyReader.LEAVES);
    types.addAll(Set.of("and", "not", "drop", "composite"));
    List<YamlNode> items = GoYaml.items(node);
    if (items.size() > MAX_POLICIES) {
      problems.add(node, "more than " + MAX_POLICIES + " policies");
      return null;
    }
    List<Named> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode item : items) {
      Named named = reader.read(item, types);
      if (named != null && checkName(named, names, problems)) {
        read.add(named);
      }
    }
    return problems.size() == before ? new PolicySet(read) : null;
  }

  private static boolean checkName(Named named, Set<String> names, Problems problems) {
    if (named.name().isEmpty()) {
      problems.add(named.at(), "a policy needs a `name`");
      return false;
    }
    if (!names.add(named.name())) {
      problems.add(named.at(), "two policies have the name \"" + named.name() + "\"");
      return false;
    }
    return true;
  }

  /** Names in the order of the file. */
  public List<String> writtenNames() {
    return written.stream().map(Named::name).toList();
  }

  /** Whether a policy drops what it matches. */
  public boolean drops(String name) {
    return type(name).equals("drop");
  }

  /** As it is written; "" when there is no such policy. */
  public String type(String name) {
    return written.stream()
        .filter(named -> named.name().equals(name))
        .map(Named::type)
        .findFirst()
        .orElse("");
  }

  /** Whether any of them depends on the traces before, as limits per second do. */
  public boolean hasLimits() {
    return written.stream().anyMatch(named -> named.policy().hasLimit());
  }

  /** Names in the order in which the policies are asked. */
  public List<String> names() {
    return policies.stream().map(Named::name).toList();
  }

  /**
   * Puts the policies to work.
   *
   * @param share of the limits per second that counts here, 1 for all of it
   */
  public PolicyDecider bind(AttributeNames names, double share) {
    return decider(new Binding(names, share, null));
  }

  /**
   * The same with all of the limits.
   *
   * @param witnesses is given one for each policy, in the order in which they are asked
   */
  public PolicyDecider bind(AttributeNames names, List<Witness> witnesses) {
    return decider(new Binding(names, 1, witnesses));
  }

  private PolicyDecider decider(Binding binding) {
    return new PolicyDecider(names(), policies.stream().map(binding::voter).toList());
  }
}
