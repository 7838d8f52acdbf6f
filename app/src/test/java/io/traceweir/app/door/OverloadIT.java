// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static io.traceweir.app.door.Client.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.app.config.Configuration;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OverloadIT {
  private static final int IN_FLIGHT = 100_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldTellSendersToComeAgainWhenOthersHoldTooMuch() throws Exception {
    var settings = new Configuration.Door("127.0.0.1", 0, 1 << 20, IN_FLIGHT);
    try (OtlpDoor door = OtlpDoor.listen("input.otlp", settings, registry)) {
      // no broker: nothing of this comes as far
      door.open(
          Settings.pipeline(directory, "127.0.0.1:1", "overload", "partitioning: any"), r -> {});
      Client client = new Client(door.port());
      try (Socket holder = client.connect()) {
        hold(holder, 90_000);
        await().atMost(Duration.ofSeconds(20)).until(() -> inFlight() >= 90_000);

        HttpResponse<byte[]> refused = client.post("/v1/traces", PROTOBUF, new byte[50_000]);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(Client.statusMessage(refused.body())).contains("at the same time");
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> inFlight() == 0);
      // alone, it is let in, and found to be no OTLP
      assertThat(client.post("/v1/traces", PROTOBUF, new byte[200_000]).statusCode())
          .isEqualTo(400);
    }
  }

  private static void hold(Socket socket, int bytes) throws Exception {
    socket
        .getOutputStream()
        .write(
            Client.head(
                "POST /v1/traces HTTP/1.1", "Content-Type: " + PROTOBUF, "Content-Length: 500000"));
    socket.getOutputStream().write(new byte[bytes]);
    socket.getOutputStream().flush();
  }

  private double inFlight() {
    return registry.get("traceweir.door.in.flight.bytes").gauge().value();
  }
}
