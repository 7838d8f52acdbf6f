// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whole graph.
 *
 * @param links in order of client, server and type
 * @param seconds the time in which the calls were made; NaN when it is not known
 */
public record ServiceMap(List<Node> nodes, List<Link> links, double seconds) {

  private static final Comparator<Link> ORDER =
      Comparator.comparing(Link::client).thenComparing(Link::server).thenComparing(Link::type);

  public ServiceMap {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
  }

  /**
   * Nodes follow from the links, and from services that nobody calls.
   *
   * @param services names of services that are known for themselves
   */
  public static ServiceMap of(Collection<Link> links, Collection<String> services, double seconds) {
    Set<String> known = new HashSet<>(services);
    for (Link link : links) {
      if (!link.isCalledByUser()) {
        known.add(link.client());
      }
      if (serves(link)) {
        known.add(link.server());
      }
    }
    Set<Node> nodes = new TreeSet<>();
    known.forEach(name -> nodes.add(new Node(name, Node.Kind.SERVICE)));
    for (Link link : links) {
      nodes.add(client(link));
      nodes.add(server(link, known));
    }
    return new ServiceMap(List.copyOf(nodes), links.stream().sorted(ORDER).toList(), seconds);
  }

  private static boolean serves(Link link) {
    return switch (link.type()) {
      case Link.DATABASE -> false;
      case Link.VIRTUAL_NODE -> link.isCalledByUser();
      default -> true;
    };
  }

  static Node client(Link link) {
    return new Node(link.client(), link.isCalledByUser() ? Node.Kind.USER : Node.Kind.SERVICE);
  }

  private static Node server(Link link, Set<String> services) {
    if (link.type().equals(Link.DATABASE)) {
      return new Node(link.server(), Node.Kind.DATABASE);
    }
    boolean service = services.contains(link.server());
    return new Node(link.server(), service ? Node.Kind.SERVICE : Node.Kind.EXTERNAL);
  }

  Node server(Link link) {
    if (link.type().equals(Link.DATABASE)) {
      return new Node(link.server(), Node.Kind.DATABASE);
    }
    Node service = new Node(link.server(), Node.Kind.SERVICE);
    return nodes.contains(service) ? service : new Node(link.server(), Node.Kind.EXTERNAL);
  }
}
