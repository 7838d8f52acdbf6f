// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GrafanaTest {

  private static final String DASHBOARD = "deploy/compose/grafana/dashboards/traceweir.json";
  private static final String PROVISIONING = "deploy/compose/grafana/provisioning/";
  private static final Pattern NAME = Pattern.compile("\\b(?:traceweir|traces|jvm)_[a-z_]+");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern MATCHED = Pattern.compile("[{,] *([a-z_]+)(?:=|!=|=~|!~)\"");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");

  private final Compose compose = new Compose();
  private final Tree dashboard = Tree.read(DASHBOARD);
  private final List<Tree> sources =
      Tree.read(PROVISIONING + "datasources/traceweir.yaml").at("datasources").items();

  @Test
  void shouldLookWhereTheStoresAre() {
    Addresses addresses = new Addresses(compose);
    assertThat(sources).extracting(each -> each.at("type").text()).contains("prometheus", "jaeger");
    for (Tree source : sources) {
      assertThat(addresses.has(Addresses.of(source.at("url").text()))).as(source.where()).isTrue();
    }
  }

  @Test
  void shouldLinkTracesAndLogsBothWays() {
    Set<String> uids = uids();
    for (Tree source : sources) {
      for (Tree each : source.at("jsonData").all()) {
        if (each.at("datasourceUid").isPresent()) {
          assertThat(uids).contains(each.at("datasourceUid").text());
        }
      }
    }
    assertThat(source("jaeger").at("jsonData", "tracesToLogsV2", "datasourceUid").text())
        .isEqualTo("loki");
    assertThat(source("loki").at("jsonData", "derivedFields").items())
        .extracting(field -> field.at("datasourceUid").text())
        .containsExactly("jaeger");
  }

  @Test
  void shouldFindItsFilesInTheContainer() {
    assertThat(compose.mounted("grafana", "/etc/grafana/provisioning"))
        .isEqualTo(PROVISIONING.replaceFirst("/$", ""));
    String folder =
        Tree.read(PROVISIONING + "dashboards/traceweir.yaml")
            .at("providers")
            .items()
            .get(0)
            .at("options", "path")
            .text();
    String mounted = compose.mounted("grafana", folder);
    assertThat(Path.of(DASHBOARD).getParent()).isEqualTo(Path.of(mounted));
    assertThat(compose.variable("grafana", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
        .isEqualTo(folder + "/" + Path.of(DASHBOARD).getFileName());
  }

  @Test
  void shouldAskForMetricsAndLabelsThatThereAre() throws IOException {
    Map<String, Set<String>> known = new MetricNames().labels();
    int asked = 0;
    for (Tree target : targets("prometheus")) {
      String query = target.at("expr").text();
      Set<String> labels = new HashSet<>(Set.of("job", "instance"));
      Matcher name = NAME.matcher(query);
      while (name.find()) {
        assertThat(known).as(query).containsKey(name.group());
        labels.addAll(known.getOrDefault(name.group(), Set.of()));
        asked++;
      }
      assertThat(labels).as(query).containsAll(labels(query));
    }
    assertThat(asked).isGreaterThan(15);
  }

  @Test
  void shouldNameSeriesByLabelsTheyAreGroupedBy() {
    for (Tree target : targets("prometheus")) {
      Set<String> grouped = new HashSet<>();
      Matcher by = GROUPED.matcher(target.at("expr").text());
      by.results().forEach(found -> grouped.addAll(List.of(found.group(1).split(", *"))));
      Matcher legend = LEGEND.matcher(target.at("legendFormat").text());
      legend.results().forEach(found -> assertThat(grouped).contains(found.group(1)));
    }
  }

  @Test
  void shouldShowDecisionsByAttributesTheyHave() throws IOException {
    Set<String> attributes = DecisionAttributes.names();
    int asked = 0;
    for (Tree target : targets("loki")) {
      Matcher field = Pattern.compile("\\{\\{\\.([a-z_]+)}}").matcher(target.at("expr").text());
      while (field.find()) {
        assertThat(attributes).contains(field.group(1));
        asked++;
      }
    }
    assertThat(asked).isPositive();
  }

  @Test
  void shouldPlacePanelsBesideEachOther() {
    Set<String> cells = new HashSet<>();
    for (Tree panel : dashboard.at("panels").items()) {
      Tree place = panel.at("gridPos");
      for (int x = 0; x < number(place, "w"); x++) {
        for (int y = 0; y < number(place, "h"); y++) {
          String cell = (number(place, "x") + x) + "," + (number(place, "y") + y);
          assertThat(cells.add(cell)).as("%s at %s", panel.at("title").text(), cell).isTrue();
        }
      }
      assertThat(number(place, "x") + number(place, "w")).isLessThanOrEqualTo(24);
    }
  }

  private static int number(Tree tree, String name) {
    return Integer.parseInt(tree.at(name).text());
  }

  private static Set<String> labels(String query) {
    Set<String> labels = new HashSet<>();
    GROUPED
        .matcher(query)
        .results()
        .forEach(by -> labels.addAll(List.of(by.group(1).split(", *"))));
    MATCHED.matcher(query).results().forEach(label -> labels.add(label.group(1)));
    return labels;
  }

  private List<Tree> targets(String type) {
    List<Tree> targets = new ArrayList<>();
    Set<String> uids = uids();
    for (Tree panel : dashboard.at("panels").items()) {
      for (Tree target : panel.at("targets").items()) {
        assertThat(uids).contains(target.at("datasource", "uid").text());
        if (target.at("datasource", "type").text().equals(type)) {
          targets.add(target);
        }
      }
    }
    return targets;
  }

  private Tree source(String uid) {
    return sources.stream()
        .filter(each -> each.at("uid").text().equals(uid))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> uids() {
    Set<String> uids = new HashSet<>();
    sources.forEach(source -> uids.add(source.at("uid").text()));
    return uids;
  }
}
