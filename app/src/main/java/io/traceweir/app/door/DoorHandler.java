// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.traceweir.app.door.Refusal.Reason;
import io.traceweir.otlp.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request from its first line to its answer, whatever it is. */
final class DoorHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DoorHandler.class);
  private static final String OTHER = "other";
  private static final String NOT_READ = "unsupported_signal";
  private static final int COME_AGAIN_SECONDS = 1;

  private final BodyReader bodies;
  private final Budget budget;
  private final int limitBytes;
  private final DoorMeters meters;
  private final Supplier<Optional<Intake>> intake;
  private final AtomicBoolean metricsSeen = new AtomicBoolean();

  /**
   * @param intake empty while nothing is taken, at the beginning and at the end
   */
  DoorHandler(int limitBytes, Budget budget, DoorMeters meters, Supplier<Optional<Intake>> intake) {
    this.limitBytes = limitBytes;
    this.bodies = new BodyReader(limitBytes);
    this.budget = budget;
    this.meters = meters;
    this.intake = intake;
  }

  @Override
  public void handle(HttpExchange exchange) {
    long begin = System.nanoTime();
    String signal = Target.of(path(exchange)).map(target -> target.word).orElse(OTHER);
    try (exchange) {
      Answer answer = answer(exchange);
      // counted first: whoever has the answer finds it counted
      meters.answered(signal, answer.result(), answer.status(), System.nanoTime() - begin);
      send(exchange, answer);
    } catch (IOException e) {
      meters.answered(signal, "disconnected", 0, System.nanoTime() - begin);
    }
  }

  private static String path(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestURI().getPath());
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Wire wire = Wire.of(exchange.getRequestHeaders().getFirst("Content-Type")).orElse(Wire.JSON);
    try (Budget.Share share = budget.share()) {
      Entry entry = Entry.of(exchange);
      return answer(entry, exchange.getRequestBody(), share);
    } catch (Refusal e) {
      return Answer.of(wire, e);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a request of the OTLP door failed");
      return Answer.of(wire, new Refusal(Reason.DEFECT, "this is a defect of Traceweir"));
    }
  }

  private Answer answer(Entry entry, InputStream socket, Budget.Share share)
      throws IOException, Refusal {
    Intake open =
        intake
            .get()
            .orElseThrow(
                () -> new Refusal(Reason.NOT_READY, "not taking requests yet", COME_AGAIN_SECONDS));
    byte[] body = bodies.read(socket, entry.declaredBytes(), entry.gzip(), share);
    meters.read(entry.target().word, body.length);
    Signal signal = entry.target().signal;
    if (signal == null) {
      return metrics(entry.wire(), body);
    }
    if (!open.reads(signal)) {
      int logs = open.count(signal, entry.wire(), body, share);
      return Answer.of(NOT_READ, entry.wire(), Responses.logsNotRead(logs));
    }
    Receipt receipt = open.take(signal, entry.wire(), body, share);
    meters.items(entry.target().word, receipt.accepted(), receipt.rejected());
    String result = receipt.isEmpty() ? "empty" : receipt.rejected() > 0 ? "partial" : "accepted";
    return Answer.of(result, entry.wire(), Responses.of(receipt));
  }

  private Answer metrics(Wire wire, byte[] body) throws Refusal {
    long points = DataPoints.count(wire, body);
    if (points > 0 && !metricsSeen.getAndSet(true)) {
      LOG.info("somebody sends metrics to the OTLP door, which takes traces and logs only");
    }
    return Answer.of(NOT_READ, wire, Responses.metrics(points));
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", answer.wire().contentType);
    boolean silent = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), silent ? -1 : answer.body().length);
    if (!silent) {
      exchange.getResponseBody().write(answer.body());
      exchange.getResponseBody().flush();
    }
    if (answer.isRefusal()) {
      discard(exchange.getRequestBody());
    }
  }

  /** A client that is still sending would not see an answer on a connection that is closed. */
  private void discard(InputStream rest) throws IOException {
    byte[] scratch = new byte[16 * 1024];
    long left = limitBytes;
    for (int n = 0; n >= 0 && left > 0; left -= n) {
      n = rest.read(scratch);
    }
  }
}
