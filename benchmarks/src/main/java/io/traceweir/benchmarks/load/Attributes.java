// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Attributes of spans as they are written, ready made: names and values repeat, as real ones do.
 */
final class Attributes {
  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};
  private static final int[] STATUSES = {200, 200, 200, 201, 204, 404, 500};
  private static final int[] PORTS = {8080, 5432, 6379, 9092};

  private final KeyValue[][] pools;

  Attributes(int count, long seed) {
    pools = new KeyValue[count][];
    for (int i = 0; i < count; i++) {
      pools[i] = pool(i, new SplittableRandom(seed + i));
    }
  }

  private static KeyValue[] pool(int place, SplittableRandom random) {
    return switch (place) {
      case 0 -> texts("http.request.method", METHODS.length, i -> METHODS[i]);
      case 1 -> texts("http.route", 40, i -> "/api/v1/resource" + i + "/{id}");
      case 2 -> numbers("http.response.status_code", STATUSES.length, i -> STATUSES[i]);
      case 3 -> texts("server.address", 12, i -> "service" + i + ".shop.svc.cluster.local");
      case 4 -> numbers("server.port", PORTS.length, i -> PORTS[i]);
      case 5 ->
          texts("url.path", 5000, i -> "/api/v1/resource" + i % 40 + "/" + letters(random, 8));
      case 6 -> texts("user_agent.original", 20, i -> "Mozilla/5.0 (X11) " + letters(random, 60));
      case 7 -> texts("enduser.id", 5000, i -> "user-" + letters(random, 12));
      case 8 -> numbers("thread.id", 200, i -> i);
      case 9 -> texts("db.query.text", 60, i -> "SELECT * FROM t WHERE " + letters(random, 90));
      default -> texts("app.label." + place, 50, i -> letters(random, 16));
    };
  }

  private static KeyValue[] texts(String key, int count, IntFunction<String> text) {
    return pool(key, count, i -> AnyValue.newBuilder().setStringValue(text.apply(i)).build());
  }

  private static KeyValue[] numbers(String key, int count, IntFunction<Integer> number) {
    return pool(key, count, i -> AnyValue.newBuilder().setIntValue(number.apply(i)).build());
  }

  private static KeyValue[] pool(String key, int count, IntFunction<AnyValue> value) {
    KeyValue[] pool = new KeyValue[count];
    for (int i = 0; i < count; i++) {
      pool[i] = KeyValue.newBuilder().setKey(key).setValue(value.apply(i)).build();
    }
    return pool;
  }

  private static String letters(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** One value of each attribute. */
  Encoded forSpans() {
    return new Encoded(Span.ATTRIBUTES_FIELD_NUMBER);
  }

  /** One value of each of the first few attributes. */
  Encoded forLogs() {
    return new Encoded(LogRecord.ATTRIBUTES_FIELD_NUMBER);
  }

  /** With the tag of a field in front. */
  final class Encoded {
    private static final int MOST_OF_A_LOG = 3;

    private final byte[][][] fields;

    private Encoded(int field) {
      int count =
          field == LogRecord.ATTRIBUTES_FIELD_NUMBER
              ? Math.min(MOST_OF_A_LOG, pools.length)
              : pools.length;
      fields = new byte[count][][];
      for (int i = 0; i < count; i++) {
        fields[i] = new byte[pools[i].length][];
        for (int j = 0; j < pools[i].length; j++) {
          fields[i][j] = Wire.field(field, pools[i][j].toByteString());
        }
      }
    }

    void write(SplittableRandom random, CodedOutputStream out) throws IOException {
      for (byte[][] pool : fields) {
        byte[] field = pool[random.nextInt(pool.length)];
        out.writeRawBytes(field, 0, field.length);
      }
    }
  }

  /** The wire form of a field that holds bytes. */
  static final class Wire {
    private Wire() {}

    static byte[] field(int number, ByteString content) {
      byte[] bytes = new byte[CodedOutputStream.computeBytesSize(number, content)];
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      try {
        out.writeBytes(number, content);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return bytes;
    }
  }
}
