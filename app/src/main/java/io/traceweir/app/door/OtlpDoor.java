// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.http.HttpPort;
import io.traceweir.pipeline.PipelineSettings;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OTLP over HTTP at a port of its own. Every request is answered from the first moment on; until it
 * is opened, and when it is about to close, the answer is to come again.
 */
public final class OtlpDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpDoor.class);
  private static final int THREADS = 32;
  private static final int PATIENCE_SECONDS = 10;

  private final HttpServer server;
  private final ExecutorService threads = HttpPort.threads("otlp-door", THREADS);

  /** Requests hold the one for reading, so that whoever closes can wait for them. */
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();

  private volatile @Nullable Intake intake;
  private volatile boolean closing;

  private OtlpDoor(HttpServer server, Configuration.Door settings, MeterRegistry registry) {
    this.server = server;
    Budget budget = new Budget(settings.inFlightBytes());
    DoorMeters meters = new DoorMeters(registry, budget);
    DoorHandler handler =
        new DoorHandler(settings.maxRequestBytes(), budget, meters, this::openIntake);
    server.createContext(
        "/",
        exchange -> {
          // tryLock goes past whoever waits to close, so it is asked for only before that
          boolean isWaitedFor = !closing && inUse.readLock().tryLock();
          try {
            handler.handle(exchange);
          } finally {
            if (isWaitedFor) {
              inUse.readLock().unlock();
            }
          }
        });
    server.setExecutor(threads);
  }

  /**
   * Takes the port; one that cannot be had ends the command.
   *
   * @param key what the user calls its address
   */
  public static OtlpDoor listen(String key, Configuration.Door settings, MeterRegistry registry) {
    HttpServer server = HttpPort.bind(key, settings.host(), settings.port());
    OtlpDoor door = new OtlpDoor(server, settings, registry);
    server.start();
    LOG.atInfo().addKeyValue("port", door.port()).log("the OTLP door listens");
    return door;
  }

  /**
   * Takes requests from now on; the input topics are there.
   *
   * @param written told of each request when Kafka has it, by many threads
   */
  public synchronized void open(PipelineSettings settings, Consumer<Receipt> written) {
    if (closing) {
      return;
    }
    try {
      intake = new Intake(settings, written);
    } catch (KafkaException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new CommandException(
          ExitCode.FINDINGS,
          "Kafka's client refuses a setting of kafka.properties: " + why.getMessage(),
          e);
    }
  }

  private Optional<Intake> openIntake() {
    return closing ? Optional.empty() : Optional.ofNullable(intake);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Requests are taken. */
  public boolean isOpen() {
    return openIntake().isPresent();
  }

  /** Waits for the requests that were let in; others are told to come again. */
  @Override
  public synchronized void close() {
    if (closing) {
      return;
    }
    closing = true;
    try {
      if (inUse.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        inUse.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
    Intake last = intake;
    if (last != null) {
      last.close();
    }
  }
}
