// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "api.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile("`GET (/api/v1/[a-z]+)[^`]*`[^#]*?```json\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void shouldShowAnswersWithTheFieldsThatTheApiGives() throws Exception {
    try (Scene shop = new Scene(directory, (String) null)) {
      shop.fill();
      Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
      Set<String> shown = new TreeSet<>();
      while (example.find()) {
        String path = example.group(1);
        JsonNode answer = answer(shop, path);
        assertThat(fields(JSON.readTree(example.group(2)))).as(path).isEqualTo(fields(answer));
        shown.add(path.substring(path.lastIndexOf('/') + 1));
      }
      assertThat(shown).containsExactly("decisions", "graph", "rules", "services", "status");
    }
  }

  private static JsonNode answer(Scene scene, String path)
      throws IOException, InterruptedException, ProblemsException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(scene.url() + path)).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(response.body());
  }

  /** Paths of all fields, whatever their values; elements of a list count as one. */
  private static Set<String> fields(JsonNode node) {
    Set<String> fields = new TreeSet<>();
    collect("", node, fields);
    return fields;
  }

  private static void collect(String path, JsonNode node, Set<String> into) {
    into.add(path);
    node.properties().forEach(e -> collect(path + "." + e.getKey(), e.getValue(), into));
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (element.isObject()) {
          collect(path + "[]", element, into);
        }
      }
    }
  }
}
