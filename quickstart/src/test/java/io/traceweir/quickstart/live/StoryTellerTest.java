// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.traceweir.quickstart.live.Story.Mood;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTellerTest {

  @Test
  void shouldSayThatAnErrorWasSwallowed() {
    Story story =
        new Told()
            .root("POST /checkout", 2_310, 200)
            .failed("root", "a", "payment", "shop.Payment/Charge", "card declined")
            .log("payment", SEVERITY_NUMBER_ERROR, "card declined")
            .story("POST /checkout", 310);
    assertThat(story.title()).isEqualTo("POST /checkout");
    assertThat(story.size()).isEqualTo("2 spans in 2 services");
    assertThat(story.plot())
        .isEqualTo("payment Charge failed (card declined), answered 200, logged ERROR");
    assertThat(story.mood()).isEqualTo(Mood.FAILED);
  }

  @Test
  void shouldFindWhereAnErrorBegan() {
    Story story =
        new Told()
            .failedRoot("GET /", 502)
            .failed("root", "a", "cart", "GET /cart", "upstream failed")
            .failed("a", "b", "cart", "HGET", "connection refused")
            .failed("root", "c", "ads", "GET /ads", "timed out")
            .story("GET /", 10);
    assertThat(story.plot())
        .isEqualTo("cart HGET failed (connection refused) and 1 more, answered 502");
  }

  @Test
  void shouldSayThatTheRootReportsSuccessWhereItHasNoAnswer() {
    Story story =
        new Told()
            .span("", "root", "batch", "nightly", 0, 10)
            .failed("root", "a", "store", "write", "")
            .story("nightly", 10);
    assertThat(story.plot()).isEqualTo("store write failed, the root reports success");
  }

  @Test
  void shouldTakeTheReasonFromAnExceptionAndNameWhatWasCalled() {
    Span.Builder call =
        Told.builder("root", "a", "POST", 0, 5)
            .setKind(SpanKind.SPAN_KIND_CLIENT)
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .addAttributes(Told.text("peer.service", "card-network"))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("exception")
                    .addAttributes(Told.text("exception.message", "reset by peer")));
    Story story = new Told().root("GET /", 10, 200).add("payment", call).story("GET /", 10);
    assertThat(story.plot())
        .isEqualTo("payment POST to card-network failed (reset by peer), answered 200");
  }

  @Test
  void shouldSayWhereTheTimeWent() {
    Story story =
        new Told()
            .root("GET /", 2_000, 200)
            .span("root", "a", "stock", "GET /stock", 10, 1_990)
            .span("a", "b", "stock", "SELECT stock", 40, 1_940)
            // overlaps with its sibling, and goes on after its parent
            .span("a", "c", "stock", "audit", 100, 9_000)
            .log("stock", SEVERITY_NUMBER_WARN, "waited for a lock")
            .story("GET /", 2_000);
    assertThat(story.plot()).startsWith("waited 8.90 s in stock audit");
    Story waiting =
        new Told()
            .root("GET /", 2_000, 200)
            .span("root", "a", "stock", "SELECT stock", 40, 1_940)
            .log("stock", SEVERITY_NUMBER_WARN, "waited for a lock")
            .story("GET /", 2_000);
    assertThat(waiting.plot()).isEqualTo("waited 1.90 s in stock SELECT stock, logged WARN");
    assertThat(waiting.mood()).isEqualTo(Mood.SLOW);
  }

  @Test
  void shouldNotCountTheTimeOfCallsAsOnesOwn() throws Exception {
    Told told =
        new Told()
            .root("GET /", 100, 200)
            .span("root", "a", "x", "one", 10, 40)
            .span("root", "b", "x", "two", 30, 60)
            .span("root", "c", "x", "later", 90, 500)
            .span("root", "d", "x", "before", -50, 5);
    List<KeptSpan> spans = KeptSpan.read(told.spans());
    assertThat(new SpanTree(spans).ownNanos(spans.get(0))).isEqualTo(35_000_000);
  }

  @Test
  void shouldTellOfAnErrorThatOnlyALogKnows() {
    Story story =
        new Told()
            .root("GET /", 20, 200)
            .log("email", SEVERITY_NUMBER_INFO, "letter written")
            .log("email", SEVERITY_NUMBER_ERROR, "mail server refused")
            .story("GET /", 20);
    assertThat(story.plot()).isEqualTo("ERROR logged by email: mail server refused");
    assertThat(story.mood()).isEqualTo(Mood.FAILED);
  }

  @Test
  void shouldHaveLittleToSayOfATraceThatWentWell() {
    Story story =
        new Told()
            .root("GET /", 20, 200)
            .span("root", "a", "stock", "SELECT", 2, 18)
            .log("stock", SEVERITY_NUMBER_INFO, "fine")
            .story("GET /", 20);
    assertThat(story.plot()).isEqualTo("longest step 16 ms in stock SELECT");
    assertThat(story.isPlain()).isTrue();
  }

  @Test
  void shouldSurviveWhatDataCanBeLike() {
    Told circle = new Told().failed("b", "a", "x", "one", "no").failed("a", "b", "x", "two", "no");
    assertThat(circle.story("", 10).title()).isEqualTo("no root");
    assertThat(new Told().story("GET /", 10).plot()).isEmpty();
    Story broken =
        StoryTeller.tell(
            Told.decision(1, true, "rest", "GET /", 10, 4),
            List.of(new byte[] {1, 2, 3}),
            List.of());
    assertThat(broken.plot()).isEqualTo("its spans cannot be read");
    assertThat(broken.size()).isEqualTo("4 spans");
  }
}
