// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses and networks. */
final class Addresses {
  /** What is written like this is never looked up as a name. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}"
              + "|(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

  private Addresses() {}

  static boolean contains(String network, String address) {
    int slash = network.indexOf('/');
    byte[] base = slash < 0 ? null : bytes(network.substring(0, slash));
    byte[] asked = bytes(address);
    if (base == null || asked == null) {
      throw new EvaluationException("no address or no network");
    }
    int bits = bits(network.substring(slash + 1), base.length);
    if (base.length != asked.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((base[bit / 8] ^ asked[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Null when it is no address; four bytes also of one that is mapped into IPv6. */
  static byte @Nullable [] bytes(String address) {
    try {
      return LITERAL.matcher(address).matches()
          ? InetAddress.getByName(address).getAddress()
          : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static int bits(String text, int bytes) {
    int bits;
    try {
      bits = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      bits = -1;
    }
    if (bits < 0 || bits > 8 * bytes) {
      throw new EvaluationException("no network");
    }
    return bits;
  }
}
