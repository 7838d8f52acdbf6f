// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import static io.traceweir.rules.notation.Written.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceNotationTest {

  @Test
  void shouldReadATreeOfSpans() {
    Written trace =
        Written.of(
            """
            shop GET /checkout 1.2s   # the root
              cart load cart
                cart SELECT carts client

              payment "charge, twice" error 300ms
            """);

    assertThat(trace.spans())
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("GET /checkout", "load cart", "SELECT carts", "charge, twice");
    assertThat(trace.span("GET /checkout").getParentSpanId()).isEmpty();
    assertThat(trace.span("load cart").getParentSpanId()).isEqualTo(id(trace, "GET /checkout"));
    assertThat(trace.span("SELECT carts").getParentSpanId()).isEqualTo(id(trace, "load cart"));
    assertThat(trace.span("charge, twice").getParentSpanId()).isEqualTo(id(trace, "GET /checkout"));
    assertThat(trace.millis("GET /checkout")).isEqualTo(1200);
    assertThat(trace.millis("charge, twice")).isEqualTo(300);
    assertThat(trace.span("charge, twice").getStatus().getCode())
        .isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(trace.span("load cart").hasStatus()).isFalse();
    assertThat(trace.spans()).extracting(Span::getSpanId).doesNotHaveDuplicates();
    assertThat(trace.spans())
        .allSatisfy(s -> assertThat(s.getTraceId().toByteArray()).isEqualTo(Written.ID.bytes()));
  }

  private static ByteString id(Written trace, String name) {
    return trace.span(name).getSpanId();
  }

  @Test
  void shouldDeriveKindsFromThePlace() {
    Written trace =
        Written.of(
            """
            shop entry
              shop work
              shop call
                payment charge
              shop emit producer
                mail take
              mail direct
              shop "error" internal
            """);

    assertThat(trace.spans())
        .extracting(Span::getName, Span::getKind)
        .containsExactlyInAnyOrder(
            tuple("entry", SpanKind.SPAN_KIND_SERVER),
            tuple("work", SpanKind.SPAN_KIND_INTERNAL),
            tuple("call", SpanKind.SPAN_KIND_CLIENT),
            tuple("charge", SpanKind.SPAN_KIND_SERVER),
            tuple("emit", SpanKind.SPAN_KIND_PRODUCER),
            tuple("take", SpanKind.SPAN_KIND_CONSUMER),
            tuple("direct", SpanKind.SPAN_KIND_SERVER),
            tuple("error", SpanKind.SPAN_KIND_INTERNAL));
  }

  @Test
  void shouldLetSpansFollowOneAnotherInsideTheirParent() {
    Written trace =
        Written.of(
            """
            shop GET /
              shop first 100ms
              shop second 50ms
                shop inner +10ms 20ms
              shop aside +5ms 10ms
              shop third 1ms
            """);

    assertThat(trace.startMillis("first")).isZero();
    assertThat(trace.startMillis("second")).isEqualTo(100);
    assertThat(trace.startMillis("inner")).isEqualTo(110);
    assertThat(trace.startMillis("aside")).isEqualTo(5);
    assertThat(trace.startMillis("third")).isEqualTo(15);
    assertThat(trace.millis("GET /")).isEqualTo(150);
    assertThat(trace.millis("inner")).isEqualTo(20);
  }

  @Test
  void shouldNotLetChildrenStickOutOfAParentThatSaysHowLongItLasts() {
    Written trace =
        Written.of(
            """
            shop GET / 1s
              shop a 700ms
              shop b 700ms
              shop c 3s
            """);

    assertThat(trace.startMillis("a")).isZero();
    assertThat(trace.startMillis("b")).isEqualTo(300);
    assertThat(trace.startMillis("c")).isZero();
  }

  @Test
  void shouldReadValuesByTheirType() {
    Written trace =
        Written.of(
            """
            shop GET / a=5 b=2.5 c=true d=word e="two words" f="5" g=["x", "y z"] h=-1e3 "i j"=1
              k=["a",1,false] l=""
              zip=01234 version=1.10
              m="a \\"b\\" \\\\ \\u00e9"
            """);
    List<KeyValue> attributes = trace.span("GET /").getAttributesList();

    assertThat(value(attributes, "a").getIntValue()).isEqualTo(5);
    assertThat(value(attributes, "b").getDoubleValue()).isEqualTo(2.5);
    assertThat(value(attributes, "c").getBoolValue()).isTrue();
    assertThat(value(attributes, "d").getStringValue()).isEqualTo("word");
    assertThat(value(attributes, "e").getStringValue()).isEqualTo("two words");
    assertThat(value(attributes, "f").getStringValue()).isEqualTo("5");
    assertThat(value(attributes, "g").getArrayValue().getValuesList())
        .extracting(AnyValue::getStringValue)
        .containsExactly("x", "y z");
    assertThat(value(attributes, "h").getDoubleValue()).isEqualTo(-1000);
    assertThat(value(attributes, "i j").getIntValue()).isEqualTo(1);
    assertThat(value(attributes, "k").getArrayValue().getValues(1).getIntValue()).isEqualTo(1);
    assertThat(value(attributes, "l").hasStringValue()).isTrue();
    assertThat(value(attributes, "zip").getStringValue()).isEqualTo("01234");
    assertThat(value(attributes, "version").getDoubleValue()).isEqualTo(1.1);
    assertThat(value(attributes, "m").getStringValue()).isEqualTo("a \"b\" \\ é");
  }

  @Test
  void shouldGroupByResourceWhichIsTheServicesOwn() {
    Written trace =
        Written.of(
            """
            shop GET / resource.host.name=a scope.name=http scope.version=1.10 scope.k=v
              shop work
              payment charge resource.host.name=b
                shop callback
              "" nobody
            """);
    List<ResourceSpans> resources = trace.spanRequest().getResourceSpansList();

    assertThat(resources).hasSize(3);
    List<KeyValue> shop = resources.get(0).getResource().getAttributesList();
    assertThat(value(shop, "service.name").getStringValue()).isEqualTo("shop");
    assertThat(value(shop, "host.name").getStringValue()).isEqualTo("a");
    assertThat(resources.get(0).getScopeSpansList()).hasSize(2);
    assertThat(resources.get(0).getScopeSpans(0).getScope().getName()).isEqualTo("http");
    assertThat(resources.get(0).getScopeSpans(0).getScope().getVersion()).isEqualTo("1.10");
    assertThat(resources.get(0).getScopeSpans(0).getScope().getAttributesList()).hasSize(1);
    assertThat(resources.get(0).getScopeSpans(1).getSpansList())
        .extracting(Span::getName)
        .containsExactly("work", "callback");
    assertThat(resources.get(2).getResource().getAttributesList()).isEmpty();
  }

  @Test
  void shouldReadLogsAndEvents() {
    Written trace =
        Written.of(
            """
            shop GET / 1s
              event exception +5ms exception.type=java.io.IOException
                exception.message="no route"
              log ERROR2 "card \\"refused\\"" +10ms card.kind=visa @severity_text=fatal-ish
                tries=3
              log "plain"
              log WARN
            log INFO "of the trace" resource.service.name=gateway
            """);
    Span.Event event = trace.span("GET /").getEvents(0);
    LogRecord log = trace.logs().get(0);
    long start = trace.span("GET /").getStartTimeUnixNano();

    assertThat(event.getName()).isEqualTo("exception");
    assertThat(event.getTimeUnixNano() - start).isEqualTo(5_000_000);
    assertThat(value(event.getAttributesList(), "exception.message").getStringValue())
        .isEqualTo("no route");
    assertThat(trace.logs()).hasSize(4);
    assertThat(log.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR2);
    assertThat(log.getSeverityText()).isEqualTo("fatal-ish");
    assertThat(log.getBody().getStringValue()).isEqualTo("card \"refused\"");
    assertThat(log.getTimeUnixNano() - start).isEqualTo(10_000_000);
    assertThat(log.getSpanId()).isEqualTo(id(trace, "GET /"));
    assertThat(log.getAttributesList()).hasSize(2);
    assertThat(trace.logs().get(1).getSeverityNumberValue()).isZero();
    assertThat(trace.logs().get(2).hasBody()).isFalse();
    assertThat(trace.logs().get(3).getSpanId()).isEmpty();
    assertThat(trace.logs().get(3).getTraceId().toByteArray()).isEqualTo(Written.ID.bytes());
    assertThat(
            value(
                    trace.logRequest().getResourceLogs(1).getResource().getAttributesList(),
                    "service.name")
                .getStringValue())
        .isEqualTo("gateway");
  }

  @Test
  void shouldRepeatASpanWithAllThatIsBelowIt() {
    Written trace =
        Written.of(
            """
            shop GET /
              shop try client error 100ms x3
                payment charge
                  log WARN "again"
            """);

    assertThat(trace.spans()).hasSize(7);
    assertThat(trace.spans()).extracting(Span::getSpanId).doesNotHaveDuplicates();
    assertThat(trace.logs()).hasSize(3).extracting(LogRecord::getSpanId).doesNotHaveDuplicates();
    assertThat(trace.millis("GET /")).isEqualTo(300);
  }

  @Test
  void shouldGiveOrphansAParentThatIsNotThere() {
    Written trace =
        Written.of(
            """
            shop GET /
            mail send orphan
              mail connect
            cron tick root
            """);

    assertThat(trace.span("send").getParentSpanId()).hasSize(8);
    assertThat(trace.spans())
        .extracting(Span::getSpanId)
        .doesNotContain(trace.span("send").getParentSpanId());
    assertThat(trace.span("connect").getParentSpanId()).isEqualTo(id(trace, "send"));
    assertThat(trace.span("tick").getParentSpanId()).isEmpty();
  }

  @Test
  void shouldPutWhatIsLateIntoRequestsOfItsOwn() {
    String text =
        """
        shop GET /
          payment charge late error
            bank debit
          log ERROR "too late" late
          log INFO "in time"
        """;
    assertThat(Written.trace(text).hasLate()).isTrue();
    assertThat(Written.trace("shop GET /").hasLate()).isFalse();
    assertThat(Written.of(text).spans()).extracting(Span::getName).containsExactly("GET /");
    assertThat(Written.of(text).logs()).hasSize(1);
    assertThat(Written.late(text).spans())
        .extracting(Span::getName)
        .containsExactly("charge", "debit");
    assertThat(Written.late(text).span("charge").getParentSpanId())
        .isEqualTo(Written.of(text).span("GET /").getSpanId());
    assertThat(Written.late(text).logs()).hasSize(1);
  }

  @Test
  void shouldTakeIdRandomnessAndStartFromTheFirstLine() {
    String text =
        """
        trace id=4bf92f3577b34da6a3ce929d0e0e4736 rv=FFFFFFFFFFFFFE start=2026-11-27T09:30:00Z
        shop GET /
          shop own @tracestate="a=b" @flags=1 @status_message="no route" error
        """;
    assertThat(Written.trace(text).id().orElseThrow().hex())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    Written trace = Written.of(text);
    assertThat(trace.span("GET /").getTraceState()).isEqualTo("ot=rv:fffffffffffffe");
    assertThat(trace.span("GET /").getStartTimeUnixNano()).isEqualTo(1_795_771_800_000_000_000L);
    assertThat(trace.span("own").getTraceState()).isEqualTo("a=b");
    assertThat(trace.span("own").getFlags()).isEqualTo(1);
    assertThat(trace.span("own").getStatus().getMessage()).isEqualTo("no route");
    assertThat(Written.trace("shop GET /").id()).isEmpty();
  }

  @Test
  void shouldTakeRandomnessAsDigitsWhateverNumberTheyMightBe() {
    for (String rv : new String[] {"00000000000000", "12345678901234", "12345678901e10"}) {
      assertThat(Written.of("trace rv=" + rv + "\na b").span("b").getTraceState())
          .isEqualTo("ot=rv:" + rv);
    }
  }

  @Test
  void shouldTakeQuotedWordsForNames() {
    Written trace =
        Written.of(
            """
            "log" "error 5s" ok
              "event" exception "@flags"=1 "resource.x"=2
            """);

    assertThat(trace.span("error 5s").getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_OK);
    assertThat(trace.logs()).isEmpty();
    assertThat(trace.span("exception").getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("@flags", "resource.x");
    assertThat(HexFormat.of().formatHex(trace.span("exception").getParentSpanId().toByteArray()))
        .isEqualTo("0000000000000001");
  }

  @Test
  void shouldBeTheSameTraceEachTime() {
    String text = "shop GET / 1s\n  payment charge x5 error\n    log WARN \"x\"\n";
    assertThat(Written.of(text)).isEqualTo(Written.of(text));
  }
}
