// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes of a {@link SeriesKey}: version, family, then resource attributes and attributes, each
 * as a count and that many names, type tags and values in the order of the names.
 */
final class SeriesKeyCodec {
  static final int VERSION = 1;

  /** Longer text is cut: a key must fit into a record, and nobody reads more of a span name. */
  static final int MAX_TEXT = 1024;

  private static final int STRING = 1;
  private static final int LONG = 2;
  private static final int DOUBLE = 3;
  private static final int BOOLEAN = 4;
  private static final int BYTES = 5;

  private SeriesKeyCodec() {}

  record Content(
      SeriesFamily family, Map<String, Object> resource, Map<String, Object> attributes) {}

  static byte[] encode(
      SeriesFamily family, SortedMap<String, ?> resource, SortedMap<String, ?> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 128);
    try {
      out.write((byte) VERSION);
      out.write((byte) family.code());
      writeAll(out, resource);
      writeAll(out, attributes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeAll(CodedOutputStream out, SortedMap<String, ?> attributes)
      throws IOException {
    out.writeUInt32NoTag(attributes.size());
    for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
      out.writeStringNoTag(attribute.getKey());
      write(out, attribute.getValue());
    }
  }

  private static void write(CodedOutputStream out, Object value) throws IOException {
    if (value instanceof Long number) {
      out.write((byte) LONG);
      out.writeSInt64NoTag(number);
    } else if (value instanceof Double number) {
      out.write((byte) DOUBLE);
      out.writeDoubleNoTag(number);
    } else if (value instanceof Boolean flag) {
      out.write((byte) BOOLEAN);
      out.writeBoolNoTag(flag);
    } else if (value instanceof byte[] raw) {
      out.write((byte) BYTES);
      out.writeByteArrayNoTag(Arrays.copyOf(raw, Math.min(raw.length, MAX_TEXT)));
    } else {
      out.write((byte) STRING);
      out.writeStringNoTag(bounded(value.toString()));
    }
  }

  private static String bounded(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end);
  }

  static SeriesFamily family(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "series key of version " + (bytes.length == 0 ? "none" : bytes[0]) + ", not " + VERSION);
    }
    return SeriesFamily.of(bytes[1]);
  }

  static Content decode(byte[] bytes) {
    SeriesFamily family = family(bytes);
    CodedInputStream in = CodedInputStream.newInstance(bytes, 2, bytes.length - 2);
    try {
      return new Content(family, readAll(in), readAll(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("series key cut short or garbled", e);
    }
  }

  /** Says no to what could not be decoded later, without making anything of it. */
  static void verify(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, 2, bytes.length - 2);
    skipAll(in);
    skipAll(in);
    if (!in.isAtEnd()) {
      throw new IOException("more than a series key");
    }
  }

  private static void skipAll(CodedInputStream in) throws IOException {
    for (int left = in.readUInt32(); left > 0; left--) {
      in.skipRawBytes(in.readRawVarint32());
      skip(in);
    }
  }

  private static void skip(CodedInputStream in) throws IOException {
    int type = in.readRawByte();
    switch (type) {
      case STRING, BYTES -> in.skipRawBytes(in.readRawVarint32());
      case LONG -> in.readSInt64();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBool();
      default -> throw new IOException("unknown attribute type " + type);
    }
  }

  private static Map<String, Object> readAll(CodedInputStream in) throws IOException {
    SortedMap<String, Object> attributes = new TreeMap<>();
    for (int left = in.readUInt32(); left > 0; left--) {
      attributes.put(in.readString(), read(in));
    }
    return Collections.unmodifiableSortedMap(attributes);
  }

  private static Object read(CodedInputStream in) throws IOException {
    int type = in.readRawByte();
    return switch (type) {
      case STRING -> in.readString();
      case LONG -> in.readSInt64();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBool();
      case BYTES -> in.readByteArray();
      default -> throw new IOException("unknown attribute type " + type);
    };
  }
}
