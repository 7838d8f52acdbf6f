// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Values, their schema and the page about them name the same things. */
class ChartValuesTest {

  /** Whatever is below these belongs to Traceweir or to Kubernetes. */
  private static final Set<String> OPAQUE =
      Set.of("config", "rules", "candidates", "resources", "podSecurityContext", "securityContext");

  private final Tree values = Tree.read("helm/traceweir/values.yaml");
  private final Tree schema = Tree.read("helm/traceweir/values.schema.json");

  @Test
  void shouldDescribeEveryValueInTheSchemaAndHaveADefaultForAll() {
    Set<String> described = new TreeSet<>();
    addProperties("", schema, described);
    described.remove("global");
    assertThat(described).isEqualTo(names());
  }

  @Test
  void shouldRefuseUnknownNamesEverywhere() {
    assertThat(schema.at("additionalProperties").text()).isEqualTo("false");
    for (String name : names()) {
      String group = name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
      if (!group.isEmpty()) {
        assertThat(schema.at("properties", group, "additionalProperties").text())
            .as(group)
            .isEqualTo("false");
      }
    }
  }

  @Test
  void shouldDocumentEveryValue() throws IOException {
    String page = Files.readString(Chart.FOLDER.resolve("README.md"));
    for (String name : names()) {
      assertThat(page).contains("| `" + name + "` |");
    }
  }

  @Test
  void shouldBeTheVersionOfTheProject() throws IOException {
    String pom = Files.readString(Tree.ROOT.resolve("pom.xml"));
    String version = Tree.read("helm/traceweir/Chart.yaml").at("appVersion").text();
    assertThat(pom).contains("<artifactId>traceweir</artifactId>\n  <version>" + version + "<");
    assertThat(Tree.read("docker-compose.yml").at("services", "traceweir", "image").text())
        .endsWith(":" + version);
    assertThat(Dockerfile.read().all("ARG"))
        .extracting(Dockerfile.Instruction::arguments)
        .contains("VERSION=" + version);
  }

  /** {@code persistence.size} and the like. */
  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    values
        .fields()
        .forEach(
            (name, value) -> {
              if (value.fields().isEmpty() || OPAQUE.contains(name)) {
                names.add(name);
              } else {
                value.fields().keySet().forEach(inner -> names.add(name + "." + inner));
              }
            });
    return names;
  }

  private static void addProperties(String prefix, Tree of, Set<String> names) {
    of.at("properties")
        .fields()
        .forEach(
            (name, property) -> {
              assertThat(property.at("description").isPresent()).as(prefix + name).isTrue();
              if (property.at("properties").isPresent() && !OPAQUE.contains(name)) {
                addProperties(name + ".", property, names);
              } else {
                names.add(prefix + name);
              }
            });
  }
}
