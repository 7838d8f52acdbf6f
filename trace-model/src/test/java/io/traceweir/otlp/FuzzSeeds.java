// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/** What the fuzzer begins with: requests of every shape, behind a first byte that says how. */
public final class FuzzSeeds {
  private static final int SEEDS = 40;

  private FuzzSeeds() {}

  /** The lowest bit of the first byte is the signal; the other bits take all their values. */
  public static List<byte[]> requests() {
    RandomRequests requests = new RandomRequests(11);
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      seeds.add(behind(i, of(requests, i).toByteArray()));
    }
    return seeds;
  }

  public static List<byte[]> json() {
    RandomRequests requests = new RandomRequests(12);
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < SEEDS; i++) {
      seeds.add(behind(i, OtlpJson.toJson(of(requests, i)).getBytes(UTF_8)));
    }
    return seeds;
  }

  /** What the bytes behind this first one are taken for. */
  public static Signal signal(int first) {
    return (first & 1) == 0 ? Signal.SPANS : Signal.LOGS;
  }

  private static Message of(RandomRequests requests, int i) {
    return signal(i) == Signal.SPANS ? requests.spans() : requests.logs();
  }

  private static byte[] behind(int first, byte[] bytes) {
    byte[] seed = new byte[bytes.length + 1];
    seed[0] = (byte) first;
    System.arraycopy(bytes, 0, seed, 1, bytes.length);
    return seed;
  }
}
