// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
  private static final int LIMIT = 1000;

  @Test
  void shouldReadAMemberOfGzipThatComesLater() throws Exception {
    byte[] first = Client.gzip("first ".getBytes(UTF_8));
    byte[] second = Client.gzip("second".getBytes(UTF_8));

    assertThat(read(slowly(first, second), -1)).isEqualTo("first second");
    assertThat(read(slowly(first, second), first.length + second.length)).isEqualTo("first second");
    assertThat(read(slowly(first, new byte[0]), -1)).isEqualTo("first ");
  }

  @Test
  void shouldRefuseWhatFollowsGzip() throws Exception {
    byte[] zipped = Client.gzip("first".getBytes(UTF_8));
    for (byte[] rest : new byte[][] {{0}, new byte[40], {0x1f, (byte) 0x8b, 8}}) {
      assertThatThrownBy(() -> read(slowly(zipped, rest), -1))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.MALFORMED));
    }
  }

  @Test
  void shouldNotTakeAClientThatWentAwayForTheEndOfGzip() throws Exception {
    byte[] zipped = Client.gzip("first".getBytes(UTF_8));

    assertThatThrownBy(() -> read(slowly(zipped, new byte[0]), zipped.length + 20))
        .isInstanceOf(SocketBody.GoneException.class);
  }

  /** As a socket does it: nothing is available, and a read ends where a packet does. */
  private static InputStream slowly(byte[] first, byte[] second) {
    return new SequenceInputStream(
        new ByteArrayInputStream(first), new ByteArrayInputStream(second)) {
      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static String read(InputStream socket, long declared) throws IOException, Refusal {
    try (Budget.Share share = new Budget(1 << 20).share()) {
      return new String(new BodyReader(LIMIT).read(socket, declared, true, share), UTF_8);
    }
  }
}
