// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.protobuf.Message;
import io.traceweir.otlp.OtlpJson;
import java.nio.ByteBuffer;
import java.util.List;

/** How a file may hold requests. */
enum Shape {
  LINES {
    @Override
    byte[] write(List<Message> requests) {
      return requests.stream().map(OtlpJson::toJson).collect(joining("\n")).getBytes(UTF_8);
    }
  },
  LINES_OF_WINDOWS {
    @Override
    byte[] write(List<Message> requests) {
      String text = requests.stream().map(OtlpJson::toJson).collect(joining("\r\n\r\n"));
      return ("\uFEFF" + text + "\r\n").getBytes(UTF_8);
    }
  },
  PRETTY {
    @Override
    byte[] write(List<Message> requests) {
      return requests.stream().map(Json::pretty).collect(joining("\n")).getBytes(UTF_8);
    }
  },
  WITHOUT_ANY_SPACE {
    @Override
    byte[] write(List<Message> requests) {
      return requests.stream().map(OtlpJson::toJson).collect(joining()).getBytes(UTF_8);
    }
  },
  FRAMES {
    @Override
    byte[] write(List<Message> requests) {
      return Bytes.join(requests.stream().map(r -> framed(r.toByteArray())).toArray(byte[][]::new));
    }
  },
  FRAMES_OF_ZSTD {
    @Override
    byte[] write(List<Message> requests) {
      return Bytes.join(
          requests.stream()
              .map(r -> framed(Wrapping.ZSTD.wrap(r.toByteArray())))
              .toArray(byte[][]::new));
    }
  },
  FRAMES_OF_ZSTD_OF_JSON {
    @Override
    byte[] write(List<Message> requests) {
      return Bytes.join(
          requests.stream()
              .map(r -> framed(Wrapping.ZSTD.wrap(OtlpJson.toJson(r).getBytes(UTF_8))))
              .toArray(byte[][]::new));
    }
  };

  abstract byte[] write(List<Message> requests);

  private static byte[] framed(byte[] content) {
    return ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array();
  }
}
