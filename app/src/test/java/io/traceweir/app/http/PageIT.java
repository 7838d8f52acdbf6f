// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.traceweir.app.graph.Link;
import io.traceweir.app.graph.Node;
import io.traceweir.app.recent.ReaderState;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; its pictures are in target/page. */
@EnabledWithBrowser
class PageIT {
  private static final Path PICTURES = Path.of("target", "page");
  private static final double PATIENCE_MILLIS = 60_000;

  /** How many names are wider than the box they stand in. */
  private static final String NAMES_OUTSIDE =
      "[...document.querySelectorAll('.node')].filter(node =>"
          + " node.querySelector('.node-name').getBoundingClientRect().right"
          + " > node.querySelector('.shape').getBoundingClientRect().right).length";

  @SuppressWarnings("NullAway.Init") // set before all
  private static Playwright playwright;

  @SuppressWarnings("NullAway.Init") // set before all
  private static Browser browser;

  @TempDir Path directory;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private @Nullable Scene scene;
  private @Nullable BrowserContext context;

  @BeforeAll
  static void startBrowser() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(EnabledWithBrowser.Condition.browser().orElseThrow())
                    .setTimeout(PATIENCE_MILLIS)
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  static void stopBrowser() {
    playwright.close();
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  void shouldDrawWhatTheApiTellsAndNothingElse() throws Exception {
    Scene shop = scene(null);
    shop.fill();
    Page page = open(1440, 1000, ColorScheme.LIGHT);

    assertThat(page.locator("#state-text")).hasText("live");
    assertThat(page.locator(".node")).hasCount(shop.outcomes.map().nodes().size());
    for (Node node : shop.outcomes.map().nodes()) {
      Locator box = page.locator(".node." + node.kind().label());
      assertThat(box.filter(new Locator.FilterOptions().setHasText(node.name() + ","))).hasCount(1);
    }
    // two types between the same services are one arrow
    long arrows =
        shop.outcomes.map().links().stream()
            .map(link -> link.client() + " " + link.server())
            .distinct()
            .count();
    assertThat(page.locator(".arrow")).hasCount((int) arrows);
    assertThat(page.locator("#edge-rows tr")).hasCount(shop.outcomes.map().links().size());
    for (Link link : shop.outcomes.map().links()) {
      assertThat(page.locator("#edge-rows").textContent()).contains(link.client() + link.server());
    }
    assertThat(page.locator("#service-rows tr")).hasCount(3);
    assertThat(page.locator("[data-service=checkout]")).containsText("33.0/s");
    assertThat(page.locator("[data-service=checkout]")).containsText("9.1%");
    assertThat(page.locator("#rule-rows li")).hasCount(3);
    assertThat(page.locator("[data-rule=audits] .keep")).hasText("keeps 500 spans/s");
    assertThat(page.locator("[data-rule=errors]")).containsText("4 of 4 traces kept (100%)");
    assertThat(page.locator("#decision-rows li")).hasCount(40);
    assertThat(page.locator("#figures")).containsText("10%");

    picture(page, "light");
    assertNothingOdd(shop);
  }

  @Test
  void shouldShowMarkupInNamesAsText() throws Exception {
    Scene shop = scene(null);
    shop.fill();
    Page page = open(1440, 1000, ColorScheme.DARK);
    assertThat(page.locator("#state-text")).hasText("live");
    page.locator("#decision-rows li").first().locator(".line").click();

    assertThat(page.locator("#decision-rows li").first()).containsText(Scene.HOSTILE);
    assertThat(page.locator("#decision-rows li").first()).containsText("keeps 5% of the traces");
    assertThat(page.locator("#service-rows")).containsText(Scene.HOSTILE);
    assertThat(page.locator("[data-rule=errors] code"))
        .hasText("trace.error and root.name != \"<b>\"");
    assertThat(page.locator("img[src=x]")).hasCount(0);
    assertThat(page.locator("#rule-rows b")).hasCount(0);

    picture(page, "dark");
    assertNothingOdd(shop);
  }

  @Test
  void shouldFilterByClickAndKey() throws Exception {
    Scene shop = scene(null);
    shop.fill();
    Page page = open(1440, 1000, ColorScheme.LIGHT);
    Locator rows = page.locator("#decision-rows li");
    assertThat(rows).hasCount(40);

    page.getByText("Kept", new Page.GetByTextOptions().setExact(true)).last().click();
    assertThat(rows).hasCount(4);
    page.locator("#text-filter").fill("onerror");
    assertThat(rows).hasCount(1);
    page.locator("#text-filter").fill("");
    page.getByText("All", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("#rule-filter").selectOption("errors");
    assertThat(rows).hasCount(4);
    page.locator("[data-rule=errors] .name").click();
    assertThat(rows).hasCount(40);

    page.locator(".node[data-id='service:checkout']").click();
    assertThat(page.locator("#decisions-empty"))
        .containsText("No decision among the last ones fits");
    assertThat(page.locator(".node.chosen")).hasCount(1);
    assertThat(page.locator("tr.chosen")).hasCount(1);
    assertThat(page.locator("#service-filter")).containsText("checkout");
    page.keyboard().press("Escape");
    assertThat(rows).hasCount(40);
    page.locator(".node[data-id='service:frontend']").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-service=frontend].chosen")).hasCount(1);
    assertThat(rows).hasCount(40);

    page.locator("[data-sort=service]").click();
    assertThat(page.locator("#service-rows tr").last()).containsText("frontend");
    assertNothingOdd(shop);
  }

  @Test
  void shouldRefreshItselfWithoutPullingAwayWhatIsRead() throws Exception {
    Scene shop = scene(null);
    shop.fill();
    Page page = open(1440, 1000, ColorScheme.LIGHT);
    Locator rows = page.locator("#decision-rows li");
    assertThat(rows).hasCount(40);
    rows.first().locator(".line").click();
    String read = rows.first().getAttribute("data-trace");

    shop.outcomes.decisions(
        io.traceweir.app.recent.Told.decision(99, true, "errors", "frontend", "GET /new"), 60_000);

    assertThat(page.locator("#fresh")).hasText("1 new");
    assertThat(rows.first()).hasAttribute("data-trace", read);
    assertThat(rows.first().locator(".detail")).isVisible();
    assertThat(page.locator("[data-rule=errors]")).containsText("5 of 5 traces kept");
    page.locator("#fresh").click();
    assertThat(rows.first()).containsText("GET /new");
    assertNothingOdd(shop);
  }

  @Test
  void shouldSayWhenKafkaOrTheServerIsAway() throws Exception {
    Scene shop = scene(null);
    shop.fill();
    Page page = open(1440, 1000, ColorScheme.LIGHT);
    assertThat(page.locator("#banner")).isHidden();

    shop.reader = new ReaderState(false, true, "Kafka does not answer", 30_000);
    assertThat(page.locator("#banner"))
        .hasText("Kafka does not answer. What is shown was read until 30 s ago.");
    shop.reader = new ReaderState(true, true, "", 1_000);
    assertThat(page.locator("#state-text")).hasText("quiet for 59 s");
    assertNothingOdd(shop);

    shop.close();
    assertThat(page.locator("#banner")).containsText("has not answered since");
    assertThat(page.locator(".node").first()).isVisible();
  }

  @Test
  void shouldSayWhatToDoWhereThereIsNothing() throws Exception {
    Scene empty = scene(null);
    Page page = open(1440, 1000, ColorScheme.LIGHT);

    assertThat(page.locator("#map")).containsText("No traffic yet");
    assertThat(page.locator(".edges")).isHidden();
    assertThat(page.locator("#map")).containsText("Send OTLP to otlp_spans and otlp_logs");
    assertThat(page.locator("#services-empty")).containsText("No calls yet");
    assertThat(page.locator("#decisions-empty")).containsText("No decision yet");
    assertThat(page.locator("[data-rule=rest]")).containsText("no trace yet");
    picture(page, "empty");

    empty.fill();
    assertThat(page.locator(".node.service").first()).isVisible();
    assertThat(page.locator("#services-empty")).isHidden();
    assertNothingOdd(empty);
  }

  @Test
  void shouldFitAPhone() throws Exception {
    Scene shop = scene(null);
    shop.fill();
    Page page = open(390, 844, ColorScheme.LIGHT);
    assertThat(page.locator(".node").first()).isVisible();

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    assertThat(page.evaluate(NAMES_OUTSIDE)).isEqualTo(0);
    picture(page, "phone");
    assertNothingOdd(shop);
  }

  @Test
  void shouldAskForTheTokenAndSendIt() throws Exception {
    Scene locked = scene("open-sesame");
    locked.fill();
    Page page = open(1440, 1000, ColorScheme.LIGHT);
    assertThat(page.locator("#login")).isVisible();
    assertThat(page.locator("#main")).isHidden();

    page.locator("#token").fill("open-sesame");
    page.locator("#login button").click();

    assertThat(page.locator("#service-rows tr")).hasCount(3);
    assertThat(page.locator("#login")).isHidden();
  }

  @Test
  void shouldLayOutAnyGraphTheSameWayWhateverItsOrder() throws Exception {
    scene(null);
    Page page = open(800, 600, ColorScheme.LIGHT);

    Object found =
        page.evaluate(
            """
            async () => {
              const { layout } = await import('/layout.js');
              let seed = 7;
              const random = n => (seed = (seed * 48271) % 2147483647) % n;
              const shown = plan => JSON.stringify([...plan.places].sort());
              for (let round = 0; round < 200; round++) {
                const size = 1 + random(14);
                const nodes = Array.from({ length: size }, (_, i) => ({ id: `s${i}`, name: `s${i}`, kind: 'service' }));
                const edges = Array.from({ length: random(30) }, () => ({ from: `s${random(size)}`, to: `s${random(size)}` }));
                const plan = layout(nodes, edges);
                const other = layout([...nodes].reverse(), edges);
                if (shown(plan) !== shown(other)) return `order matters in round ${round}`;
                const taken = [...plan.places.values()];
                for (const a of taken) {
                  if (!Number.isFinite(a.across) || a.across < -1e-9) return `no place in round ${round}`;
                  if (taken.some(b => a !== b && a.layer === b.layer && Math.abs(a.across - b.across) < 0.999)) {
                    return `two nodes overlap in round ${round}`;
                  }
                }
                for (const [i, edge] of edges.entries()) {
                  const route = plan.routes.get(i);
                  const from = plan.places.get(edge.from);
                  if (route[0].layer !== from.layer || route[0].across !== from.across) return `an edge begins elsewhere in round ${round}`;
                }
              }
              return 'fine';
            }
            """);

    assertThat(found).isEqualTo("fine");
  }

  private Scene scene(@Nullable String token) throws IOException, ProblemsException {
    Scene fresh = new Scene(directory, token);
    scene = fresh;
    return fresh;
  }

  private Page open(int width, int height, ColorScheme colors) {
    if (scene == null) {
      throw new IllegalStateException("no scene");
    }
    BrowserContext fresh =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colors));
    context = fresh;
    fresh.setDefaultTimeout(PATIENCE_MILLIS);
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(
        PATIENCE_MILLIS);
    Page page = fresh.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(scene.url());
    return page;
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  /** No error, no violation of the content security policy, and nothing asked of anybody else. */
  private void assertNothingOdd(Scene scene) {
    assertThat(complaints).isEmpty();
    assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(scene.url() + "/"));
  }
}
