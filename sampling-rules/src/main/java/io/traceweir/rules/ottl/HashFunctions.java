// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checksums and encodings. */
final class HashFunctions {
  static final List<Signature> ALL =
      List.of(
          digest("MD5"),
          digest("SHA1"),
          digest("SHA256"),
          digest("SHA512"),
          TypeFunctions.convert("FNV(target)", value -> fnv(Convert.text(value))),
          TypeFunctions.convert("Murmur3Hash(target)", value -> murmur3(Convert.text(value))),
          TypeFunctions.convert("Murmur3Hash128(target)", value -> murmur128(Convert.text(value))),
          TypeFunctions.convert("XXH3(target)", value -> xxh3(Convert.text(value))),
          TypeFunctions.convert("XXH128(target)", value -> xxh128(Convert.text(value))),
          TypeFunctions.convert("Hex(target)", HashFunctions::hex),
          TypeFunctions.convert(
              "Base64Decode(target)", value -> decoded(Convert.text(value), Base64.getDecoder())),
          Signature.of("Base64Encode(target, variant?)", HashFunctions::encode),
          Signature.of("Decode(target, encoding:TEXT)", HashFunctions::decode));

  private HashFunctions() {}

  private static Signature digest(String name) {
    String algorithm = name.startsWith("SHA") ? "SHA-" + name.substring(3) : name;
    return TypeFunctions.convert(
        name + "(target)", value -> digest(algorithm, Convert.text(value)));
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /** FNV-1a of 64 bits, as a signed number. */
  private static long fnv(String text) {
    return Fnv.of(text.getBytes(UTF_8));
  }

  /** The bytes of both Murmur hashes are written from the last to the first. */
  private static String murmur3(String text) {
    int hash = Hashing.murmur3_32().hashBytesToInt(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits(Integer.reverseBytes(hash));
  }

  private static String murmur128(String text) {
    HashValue128 hash = Hashing.murmur3_128().hashBytesTo128Bits(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits(Long.reverseBytes(hash.getLeastSignificantBits()))
        + HexFormat.of().toHexDigits(Long.reverseBytes(hash.getMostSignificantBits()));
  }

  private static String xxh3(String text) {
    return HexFormat.of().toHexDigits(Hashing.xxh3_64().hashBytesToLong(text.getBytes(UTF_8)));
  }

  private static String xxh128(String text) {
    HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits(hash.getMostSignificantBits())
        + HexFormat.of().toHexDigits(hash.getLeastSignificantBits());
  }

  private static @Nullable Object hex(@Nullable Object value) {
    if (value instanceof Long number) {
      return HexFormat.of().toHexDigits(number);
    }
    if (value instanceof Double number) {
      return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
    }
    if (value instanceof Boolean bool) {
      return bool ? "01" : "00";
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Id id) {
      ByteBuffer buffer = ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low());
      return HexFormat.of().formatHex(buffer.array(), id.ofTrace() ? 0 : 8, 16);
    }
    return HexFormat.of().formatHex(Convert.text(value).getBytes(UTF_8));
  }

  private static Value encode(Arguments arguments) {
    Value target = arguments.value(0);
    return scene -> {
      byte[] bytes = Convert.text(target.of(scene)).getBytes(UTF_8);
      String variant = arguments.has(1) ? Convert.text(arguments.value(1).of(scene)) : "base64";
      return switch (variant) {
        case "base64" -> Base64.getEncoder().encodeToString(bytes);
        case "base64-raw" -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
        case "base64-url" -> Base64.getUrlEncoder().encodeToString(bytes);
        case "base64-raw-url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        default -> throw new EvaluationException("no such variant of base64");
      };
    };
  }

  private static Value decode(Arguments arguments) {
    Value target = arguments.value(0);
    String encoding = arguments.text(1, "");
    Base64.Decoder decoder =
        switch (encoding) {
          case "base64", "base64-raw" -> Base64.getDecoder();
          case "base64-url", "base64-raw-url" -> Base64.getUrlDecoder();
          default -> null;
        };
    if (decoder != null) {
      return scene -> decoded(Convert.text(target.of(scene)), decoder);
    }
    if (!List.of("utf-8", "utf8", "us-ascii", "ascii").contains(encoding)) {
      throw new IllegalArgumentException(
          "the encoding must be \"base64\", \"base64-raw\", \"base64-url\","
              + " \"base64-raw-url\", \"utf-8\" or \"us-ascii\"");
    }
    return scene -> {
      Object value = target.of(scene);
      return value instanceof byte[] bytes ? new String(bytes, UTF_8) : Convert.text(value);
    };
  }

  private static String decoded(String text, Base64.Decoder decoder) {
    try {
      return new String(decoder.decode(text), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException("no base64");
    }
  }
}
