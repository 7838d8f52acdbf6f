// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTextTest {
  private static final ServiceMap SHOP =
      ServiceMap.of(
          List.of(
              new Link("user", "shop", "virtual_node", 1_204, 0, Double.NaN),
              new Link("shop", "pay", "", 114, 10, 55.4),
              new Link("shop", "mail", "messaging_system", 20, 0, 1_250),
              new Link("shop", "pay", "database", 1, 0, 0.25),
              new Link("pay", "a\"b\\c\n<#]|`&", "virtual_node", 5, 5, 3)),
          List.of("idle"),
          60);

  @Test
  void shouldWriteMermaid() {
    assertThat(Mermaid.write(SHOP))
        .isEqualTo(
            """
            flowchart LR
              n0(["user"])
              n1["idle"]
              n2["mail"]
              n3["pay"]
              n4["shop"]
              n5[("pay")]
              n6{{"a#34;b#92;c #60;#35;#93;#124;#96;#38;"}}
              n3 ==>|"5 calls, 100.0% failed, p95 3.0 ms"| n6
              n4 -.->|"20 calls, p95 1.25 s"| n2
              n4 ==>|"114 calls, 8.8% failed, p95 55 ms"| n3
              n4 -->|"1 call, p95 0.3 ms"| n5
              n0 -->|"1,204 calls"| n4
            """);
  }

  @Test
  void shouldWriteDot() {
    assertThat(Dot.write(SHOP))
        .isEqualTo(
            """
            digraph services {
              rankdir=LR;
              node [shape=box, style=rounded, fontname="Helvetica"];
              edge [fontname="Helvetica", fontsize=10];
              "user:user" [label="user", shape=oval, style=solid];
              "service:idle" [label="idle"];
              "service:mail" [label="mail"];
              "service:pay" [label="pay"];
              "service:shop" [label="shop"];
              "database:pay" [label="pay", shape=cylinder, style=solid];
              "external:a\\"b\\\\c <#]|`&" [label="a\\"b\\\\c <#]|`&", style="rounded,dashed"];
              "service:pay" -> "external:a\\"b\\\\c <#]|`&" [label="5 calls, 100.0% failed, p95 3.0 ms", color="#c81e3a", penwidth=2];
              "service:shop" -> "service:mail" [label="20 calls, p95 1.25 s", style=dashed];
              "service:shop" -> "service:pay" [label="114 calls, 8.8% failed, p95 55 ms", color="#c81e3a", penwidth=2];
              "service:shop" -> "database:pay" [label="1 call, p95 0.3 ms"];
              "user:user" -> "service:shop" [label="1,204 calls"];
            }
            """);
  }

  @Test
  void shouldTellAServiceNamedUserFromCallersNobodyKnows() {
    ServiceMap map =
        ServiceMap.of(
            List.of(
                new Link("user", "shop", "virtual_node", 1, 0, 1),
                new Link("shop", "user", "", 1, 0, 1)),
            List.of(),
            1);

    assertThat(map.nodes())
        .containsExactly(
            new Node("user", Node.Kind.USER),
            new Node("shop", Node.Kind.SERVICE),
            new Node("user", Node.Kind.SERVICE));
  }
}
