// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which series: family, resource attributes and attributes, as self-describing bytes. Equal content
 * is equal bytes, whichever instance made them, so the bytes are the key in stores and on topics.
 */
public final class SeriesKey {
  private final byte[] bytes;
  private final long hash;

  private SeriesKey(byte[] bytes) {
    this.bytes = bytes;
    // Decides the owner of the series: changing it moves every series to another partition.
    this.hash = Hashing.xxh3_64().hashBytesToLong(bytes);
  }

  /** Takes the array over. */
  public static SeriesKey of(byte[] bytes) {
    SeriesKeyCodec.family(bytes);
    return new SeriesKey(bytes);
  }

  /** Values are String, Long, Double, Boolean or byte[]; other types are kept as their text. */
  public static SeriesKey of(
      SeriesFamily family,
      SortedMap<String, ?> resourceAttributes,
      SortedMap<String, ?> attributes) {
    return new SeriesKey(SeriesKeyCodec.encode(family, resourceAttributes, attributes));
  }

  /** The key's own array: not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public SeriesFamily family() {
    return SeriesKeyCodec.family(bytes);
  }

  /** Of the resource the series is written under, by name; decoded on each call. */
  public Map<String, Object> resourceAttributes() {
    return SeriesKeyCodec.decode(bytes).resource();
  }

  /** Of the data points, by name; decoded on each call. */
  public Map<String, Object> attributes() {
    return SeriesKeyCodec.decode(bytes).attributes();
  }

  public int partition(int partitions) {
    return (int) Long.remainderUnsigned(hash, partitions);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SeriesKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return (int) hash;
  }

  @Override
  public String toString() {
    SeriesKeyCodec.Content content = SeriesKeyCodec.decode(bytes);
    return content.family() + " " + content.resource() + " " + content.attributes();
  }
}
