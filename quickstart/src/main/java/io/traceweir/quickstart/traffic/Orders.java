// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CONSUMER;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_PRODUCER;

/**
 * The queue of orders, with two readers. They go to work when the customer has the answer already;
 * a message is handled in the trace in which it was sent, and linked to where.
 */
final class Orders {
  private static final double UNDELIVERED = 0.03;
  private static final String TOPIC = "orders";

  private final ShopTrace trace;

  Orders(ShopTrace trace) {
    this.trace = trace;
  }

  /** Gives back when the message is sent, not when it is read. */
  long send(Operation from, long at) {
    Operation producer =
        from.child(from.pod().service(), SPAN_KIND_PRODUCER, "send " + TOPIC, at).to("kafka", 9092);
    long sent = at + trace.nanos(2);
    long offset = trace.pick(1_000_000);
    message(producer, "send", offset);
    notifyCustomer(producer, offset, sent + trace.nanos(25));
    account(producer, offset, sent + trace.nanos(20));
    return producer.close(sent);
  }

  private void notifyCustomer(Operation producer, long offset, long at) {
    Operation consumer = consumer(producer, ShopService.NOTIFICATION, offset, at);
    Operation mail =
        Databases.thirdParty(consumer, "api.mail.example", "/v1/send", at + trace.nanos(3));
    long done = mail.start() + trace.nanos(45);
    if (trace.happens(UNDELIVERED)) {
      mail.with("http.response.status_code", 422).failed("422", "refused").close(done);
      consumer.says(SEVERITY_NUMBER_ERROR, "confirmation not sent", done);
      consumer.failed("refused", "mail refused");
    } else {
      mail.with("http.response.status_code", 202).close(done);
      consumer.says(SEVERITY_NUMBER_INFO, "confirmation sent", done);
    }
    consumer.close(done + trace.nanos(1));
  }

  private void account(Operation producer, long offset, long at) {
    Operation consumer = consumer(producer, ShopService.ACCOUNTING, offset, at);
    Operation insert =
        Databases.postgresql(consumer, "ledger", "INSERT", "entries", at + trace.nanos(1));
    consumer.close(insert.close(insert.start() + trace.nanos(6)) + trace.nanos(1));
  }

  private Operation consumer(Operation producer, ShopService service, long offset, long at) {
    Operation consumer =
        producer
            .child(service, SPAN_KIND_CONSUMER, "process " + TOPIC, at)
            .linkedTo(producer)
            .with("messaging.consumer.group.name", service.serviceName());
    message(consumer, "process", offset);
    return consumer;
  }

  private static void message(Operation operation, String type, long offset) {
    operation
        .with("messaging.system", "kafka")
        .with("messaging.destination.name", TOPIC)
        .with("messaging.operation.type", type)
        .with("messaging.operation.name", type)
        .with("messaging.kafka.offset", offset);
  }
}
