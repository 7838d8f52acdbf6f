// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static io.traceweir.app.door.Client.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.Traces;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaAwayIT {
  private static final byte[] SPANS = Traces.trace("a").root("GET /").request().toByteArray();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldTellSendersToComeAgainWhileKafkaIsAway() throws Exception {
    Path data = directory.resolve("kafka");
    EmbeddedKafka broker = EmbeddedKafka.start(data, 0, new Properties());
    int port = broker.port();
    var registry = new SimpleMeterRegistry();
    try {
      broker.createTopic("away_spans", 1, Map.of());
      broker.createTopic("away_logs", 1, Map.of());
      PipelineSettings settings =
          Settings.pipeline(directory, broker.bootstrapServers(), "away", "partitioning: any");
      try (OtlpDoor door = OtlpDoor.listen("input.otlp", Settings.door(1 << 20), registry)) {
        Client client = new Client(door.port());
        assertComeAgain(client, "not taking requests yet");
        assertThat(door.isOpen()).isFalse();

        door.open(settings, receipt -> {});
        assertThat(door.isOpen()).isTrue();
        assertThat(post(client).statusCode()).isEqualTo(200);

        broker.close();
        assertComeAgain(client, "Kafka does not take it");
        assertComeAgain(client, "Kafka does not take it");
        assertThat(
                registry
                    .get("traceweir.door.requests")
                    .tags("result", "kafka_unavailable", "status", "503")
                    .timer()
                    .count())
            .isEqualTo(2);

        broker = EmbeddedKafka.start(data, port, new Properties());
        await().atMost(Duration.ofSeconds(60)).until(() -> post(client).statusCode() == 200);
      }
    } finally {
      broker.close();
    }
  }

  private static HttpResponse<byte[]> post(Client client) {
    return client.post("/v1/traces", PROTOBUF, SPANS);
  }

  private static void assertComeAgain(Client client, String why) {
    HttpResponse<byte[]> response = post(client);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After"))
        .hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    assertThat(Client.statusMessage(response.body())).contains(why);
  }
}
